-- Classes: a pupil is in exactly one (unique index), class teachers with their order.
create schema classes;
grant usage on schema classes to peremena_app;

create table classes.class (
  id uuid primary key,
  school_id uuid not null,
  name text not null,
  grade integer,
  year text not null,
  -- join requests waiting for this class; the feature invites counts them here
  requests integer not null default 0 check (requests >= 0),
  archived_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index one_class_of_a_name on classes.class (school_id, year, lower(name)) where archived_at is null;
call kernel.tenant_table('classes.class');

create table classes.enrolment (
  id uuid primary key,
  school_id uuid not null,
  class_id uuid not null references classes.class,
  person_id uuid not null,
  since timestamptz not null default now(),
  until timestamptz,
  enrolled_by uuid
);
create unique index one_class_per_pupil on classes.enrolment (person_id) where until is null;
create index enrolment_by_class on classes.enrolment (class_id) where until is null;
call kernel.tenant_table('classes.enrolment');

create table classes.curator (
  school_id uuid not null,
  class_id uuid not null references classes.class,
  person_id uuid not null,
  order_text text,
  since timestamptz not null default now(),
  until timestamptz,
  assigned_by uuid
);
create unique index one_assignment on classes.curator (class_id, person_id) where until is null;
create index curator_by_person on classes.curator (person_id) where until is null;
call kernel.tenant_table('classes.curator');
