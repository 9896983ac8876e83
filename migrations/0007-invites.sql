-- Invitations: shared links (derived tokens, only the hash stored), personal codes, join requests.
create schema invites;
grant usage on schema invites to peremena_app;

create table invites.link (
  id uuid primary key,
  school_id uuid not null,
  kind text not null check (kind in ('administration', 'teacher', 'staff', 'pupil', 'parent')),
  class_id uuid,
  -- the token is HMAC(key file, id, version); revoking is final, so a version is only for a renewed key
  version integer not null default 1,
  token_hash bytea not null unique,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  max_uses integer not null,
  uses integer not null default 0 check (uses <= max_uses),
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid,
  check ((kind in ('pupil', 'parent')) = (class_id is not null))
);
create index link_by_school on invites.link (school_id, created_at);
call kernel.tenant_table('invites.link');

create table invites.handover (
  link_id uuid not null references invites.link,
  school_id uuid not null,
  person_id uuid not null,
  by_id uuid not null,
  at timestamptz not null default now(),
  primary key (link_id, person_id)
);
call kernel.tenant_table('invites.handover');

create table invites.code (
  id uuid primary key,
  school_id uuid not null,
  class_id uuid not null,
  -- a listed pupil, or only a name
  person_id uuid,
  surname text not null,
  name text not null,
  patronymic text,
  code_hash bytea not null unique,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
create index code_by_class on invites.code (class_id);
-- making a code anew for the same pupil kills the old one
create unique index one_live_code on invites.code (person_id)
  where person_id is not null and used_at is null and revoked_at is null;
call kernel.tenant_table('invites.code');

create table invites.request (
  id uuid primary key,
  school_id uuid not null,
  link_id uuid,
  code_id uuid,
  kind text not null check (kind in ('administration', 'teacher', 'staff', 'pupil', 'parent')),
  class_id uuid,
  account_id uuid not null,
  surname text not null,
  name text not null,
  patronymic text,
  position text,
  child_surname text,
  child_name text,
  kin text,
  state text not null default 'waiting' check (state in ('waiting', 'accepted', 'declined')),
  decided_by uuid,
  decided_at timestamptz,
  reason text,
  person_id uuid,
  created_at timestamptz not null default now()
);
create index request_by_school on invites.request (school_id, created_at);
create index request_by_account on invites.request (account_id);
call kernel.tenant_table('invites.request');

-- Look-ups by hash that precede a school: ids only.
create function invites.find_secret(p_hash bytea) returns table (kind text, id uuid, school_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select 'link', l.id, l.school_id from invites.link l where l.token_hash = p_hash
  union all
  select 'code', c.id, c.school_id from invites.code c where c.code_hash = p_hash
$$;
create function invites.of_account(p_account uuid) returns table (request_id uuid, school_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.id, r.school_id from invites.request r where r.account_id = p_account
$$;
