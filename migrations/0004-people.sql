-- People: persons of a school, roles, kinship.
create schema people;
grant usage on schema people to peremena_app;

create table people.person (
  id uuid primary key,
  school_id uuid not null,
  account_id uuid,
  surname text not null,
  name text not null,
  patronymic text,
  position text,
  -- what the feature classes keeps here for labels and rights: «классный руководитель 7Б», «7Б»
  curator_of text[] not null default '{}',
  curator_class_ids uuid[] not null default '{}' check (cardinality(curator_class_ids) = cardinality(curator_of)),
  class_name text,
  class_id uuid,
  teacher_status text not null default 'none' check (teacher_status in ('none', 'asked', 'confirmed', 'declined')),
  teacher_asked_at timestamptz,
  suspended_at timestamptz,
  created_at timestamptz not null default now(),
  unique (school_id, account_id)
);
create index person_by_account on people.person (account_id);
create index person_by_name on people.person (school_id, surname, name);
call kernel.tenant_table('people.person');

create table people.role (
  school_id uuid not null,
  person_id uuid not null references people.person,
  role text not null check (role in ('admin', 'extra-admin', 'director', 'deputy', 'teacher', 'staff', 'pupil', 'parent')),
  since timestamptz not null default now(),
  primary key (person_id, role)
);
create index role_by_school on people.role (school_id, role);
call kernel.tenant_table('people.role');

create table people.kinship (
  school_id uuid not null,
  parent_id uuid not null references people.person,
  child_id uuid not null references people.person,
  kin text not null check (kin in ('mother', 'father', 'guardian', 'other')),
  confirmed_at timestamptz not null default now(),
  confirmed_by uuid,
  ended_at timestamptz,
  primary key (parent_id, child_id)
);
create index kinship_by_child on people.kinship (child_id);
call kernel.tenant_table('people.kinship');

-- A person with what the card needs: all roles, and for a parent the children of confirmed kinship.
create view people.portrait with (security_invoker = true) as
  select p.*,
    array(select r.role from people.role r where r.person_id = p.id order by r.role) as roles,
    (select coalesce(jsonb_agg(jsonb_build_object('name', c.name, 'patronymic', c.patronymic, 'kin', k.kin)
                               order by k.confirmed_at, c.id), '[]'::jsonb)
     from people.kinship k join people.person c on c.id = k.child_id
     where k.parent_id = p.id and k.ended_at is null) as children
  from people.person p;
grant select on people.portrait to peremena_app;

-- The persons of an account in all schools: ids only.
create function people.of_account(p_account uuid) returns table (person_id uuid, school_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select id, school_id from people.person where account_id = p_account and suspended_at is null
$$;

-- Opens the context of a call: session → account → acting person; sets row-level security for the transaction.
create function people.enter(p_hash bytea, p_person uuid)
returns table (session_id uuid, account_id uuid, is_operator boolean, factor_passed boolean, seen_at timestamptz,
               person_id uuid, school_id uuid, roles text[], is_curator boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  select f.session_id, f.account_id, f.is_operator, f.factor_passed, f.seen_at
    into session_id, account_id, is_operator, factor_passed, seen_at
    from accounts.find_session(p_hash) f;
  if p_person is not null and account_id is not null then
    select p.id, p.school_id, cardinality(p.curator_of) > 0,
           array(select r.role from people.role r where r.person_id = p.id order by r.role)
      into person_id, school_id, is_curator, roles
      from people.person p
      where p.id = p_person and p.account_id = enter.account_id and p.suspended_at is null;
  end if;
  perform set_config('app.school', coalesce(school_id::text, ''), true),
          set_config('app.person', coalesce(person_id::text, ''), true),
          set_config('app.operator', case when is_operator and factor_passed and p_person is null then 'on' else '' end, true);
  return next;
end $$;

-- Set-based twin of `enter` for batches: which of these (session, person) pairs may act right now.
create function people.acting(p_hashes bytea[], p_persons uuid[])
returns table (ord bigint, person_id uuid, school_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select i.ord, p.id, p.school_id
  from unnest(p_hashes, p_persons) with ordinality as i(hash, person, ord)
  join accounts.session s on s.hash = i.hash and s.ended_at is null
    and s.seen_at > now() - make_interval(secs => s.idle_seconds)
  join accounts.session_account sa on sa.session_hash = s.hash and sa.current
  join people.person p on p.id = i.person and p.account_id = sa.account_id and p.suspended_at is null
  where sa.factor_at is not null
     or not exists (select 1 from people.role r where r.person_id = p.id
                    and r.role in ('admin', 'extra-admin', 'director', 'deputy'))
$$;
