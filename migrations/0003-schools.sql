-- Schools: applications (they precede a school, so they are guarded by operator or private link) and organisations.
create schema schools;
grant usage on schema schools to peremena_app;

create table schools.school (
  id uuid primary key,
  name text not null,
  short_name text not null,
  inn text not null unique,
  address text not null,
  email text not null,
  phone text not null,
  time_zone text not null,
  year text not null,
  created_at timestamptz not null default now()
);
alter table schools.school enable row level security;
create policy own on schools.school using (id = kernel.school() or kernel.is_operator())
  with check (id = kernel.school() or kernel.is_operator());
grant select, insert, update on schools.school to peremena_app;

create table schools.application (
  id uuid primary key,
  link_hash bytea not null unique,
  state text not null check (state in ('received', 'returned', 'corrected', 'approved', 'rejected')),
  -- the form as sent, but for the administrator's mobile, which is sealed
  form jsonb not null,
  mobile_hash bytea not null,
  mobile_sealed bytea not null,
  upload_id uuid not null,
  order_name text not null,
  order_type text not null,
  order_bytes bigint not null,
  reason text,
  school_id uuid references schools.school,
  admin_account_id uuid,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);
create index application_by_mobile on schools.application (mobile_hash) where state = 'approved';
alter table schools.application enable row level security;
-- `app.application` is set by the look-up by private link; a school sees the application it came from.
create policy reviewed on schools.application
  using (kernel.is_operator() or school_id = kernel.school()
         or id = nullif(current_setting('app.application', true), '')::uuid)
  with check (kernel.is_operator() or id = nullif(current_setting('app.application', true), '')::uuid);
grant select, insert, update on schools.application to peremena_app;

create function schools.find_application(p_link_hash bytea) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select id from schools.application where link_hash = p_link_hash
$$;
