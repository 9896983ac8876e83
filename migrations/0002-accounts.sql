-- Accounts: ways to sign in. Nothing here belongs to a school; phones are found by HMAC and kept encrypted.
create schema accounts;
grant usage on schema accounts to peremena_app;

create table accounts.account (
  id uuid primary key,
  is_operator boolean not null default false,
  -- what a shared phone's owner chooses by: «Лев Щербаков, 7Б»; kept up to date by people
  label text not null default '',
  -- school administrators only: whose code the operator's outbox shows, «Марина Орлова, Гимназия № 44»
  outbox_label text,
  -- idle life of sessions with this account: 30 days, or 12 hours where a second factor is obligatory
  idle_seconds integer not null default 2592000,
  created_at timestamptz not null default now()
);
create unique index one_operator on accounts.account (is_operator) where is_operator;
create table accounts.phone (
  account_id uuid not null references accounts.account,
  hash bytea not null,
  sealed bytea not null,
  created_at timestamptz not null default now(),
  primary key (account_id, hash)
);
create index phone_by_hash on accounts.phone (hash);

create table accounts.session (
  hash bytea primary key,
  id uuid not null unique,
  device text not null,
  network text not null,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  ended_at timestamptz,
  -- the shortest idle life among its accounts
  idle_seconds integer not null default 2592000
);
-- A session holds one or more accounts; one is current.
create table accounts.session_account (
  session_hash bytea not null references accounts.session,
  account_id uuid not null references accounts.account,
  current boolean not null default true,
  factor_at timestamptz,
  added_at timestamptz not null default now(),
  primary key (session_hash, account_id)
);
create index session_account_by_account on accounts.session_account (account_id);
create unique index one_current_account on accounts.session_account (session_hash) where current;

-- A code sent to a phone, bound to the browser that asked; `may_create` only when an invitation stands behind it.
create table accounts.phone_code (
  id uuid primary key,
  session_hash bytea not null,
  phone_hash bytea not null,
  phone_sealed bytea not null,
  code_hash bytea not null,
  code_sealed bytea not null,
  tries integer not null default 0,
  may_create boolean not null default false,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  -- set by the sending job for the operator's outbox (school administrators only, no gateway)
  outbox_for text
);
create index phone_code_by_session on accounts.phone_code (session_hash, created_at desc);
create index phone_code_in_outbox on accounts.phone_code (created_at) where outbox_for is not null;
-- The phone whose code this browser has just entered, while its owner chooses among several accounts.
create table accounts.verified_phone (
  session_hash bytea primary key,
  phone_hash bytea not null,
  phone_sealed bytea not null,
  may_create boolean not null,
  expires_at timestamptz not null
);

create table accounts.login_code (
  hash bytea primary key,
  account_id uuid not null references accounts.account,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
create index login_code_by_account on accounts.login_code (account_id);
create table accounts.operator_link (
  hash bytea primary key,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create table accounts.totp (
  account_id uuid primary key references accounts.account,
  -- the seed in use, and a new one that waits for its first code
  sealed bytea,
  pending bytea,
  -- the last 30-second step whose code was taken: no code counts twice
  last_step bigint not null default 0
);
create table accounts.passkey (
  id text primary key,
  account_id uuid not null references accounts.account,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  created_at timestamptz not null default now(),
  used_at timestamptz
);
create index passkey_by_account on accounts.passkey (account_id);
-- A WebAuthn challenge waiting for its answer, bound to the browser.
create table accounts.challenge (
  session_hash bytea not null,
  purpose text not null,
  challenge text not null,
  expires_at timestamptz not null,
  primary key (session_hash, purpose)
);
create table accounts.recovery_code (
  account_id uuid not null references accounts.account,
  hash bytea not null,
  used_at timestamptz,
  primary key (account_id, hash)
);
grant select, insert, update, delete on all tables in schema accounts to peremena_app;

-- Who stands behind a session's cookie: ids only.
create function accounts.find_session(p_hash bytea)
returns table (session_id uuid, account_id uuid, is_operator boolean, factor_passed boolean, seen_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.id, sa.account_id, coalesce(a.is_operator, false), sa.factor_at is not null, s.seen_at
  from accounts.session s
  left join accounts.session_account sa on sa.session_hash = s.hash and sa.current
  left join accounts.account a on a.id = sa.account_id
  where s.hash = p_hash and s.ended_at is null and s.seen_at > now() - make_interval(secs => s.idle_seconds)
$$;
