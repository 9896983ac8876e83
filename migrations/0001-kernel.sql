-- The kernel: row-level-security context, topics and frames, ledger, uploads, jobs.
-- Roles peremena_app (serves, owns nothing) and peremena_worker (owns graphile_worker only) exist before.
create schema if not exists kernel;
grant usage on schema kernel to peremena_app;

-- The context of a transaction; without it every tenant table shows no row.
create function kernel.school() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.school', true), '')::uuid;
create function kernel.is_operator() returns boolean language sql stable parallel safe
  return current_setting('app.operator', true) = 'on';

-- Every tenant table goes through here: security by school, and the application's rights.
create procedure kernel.tenant_table(name text) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('create policy by_school on %s using (school_id = kernel.school()) with check (school_id = kernel.school())', name);
  execute format('grant select, insert, update, delete on %s to peremena_app', name);
end $$;

create table kernel.store (
  only_row boolean primary key default true check (only_row),
  epoch uuid not null default gen_random_uuid()
);
insert into kernel.store default values;
grant select on kernel.store to peremena_app;

create table kernel.topic (
  id text primary key,
  school_id uuid not null,
  seq bigint not null
);
call kernel.tenant_table('kernel.topic');

create table kernel.frame (
  topic text not null,
  seq bigint not null,
  school_id uuid not null,
  ops jsonb not null,
  at timestamptz not null default now(),
  primary key (topic, seq)
);
call kernel.tenant_table('kernel.frame');

-- Numbers and stores the frames of a transaction; locks topics in id order, so that two transactions never embrace.
create function kernel.put_frames(topics text[], bodies jsonb[]) returns table (topic text, seq bigint)
language sql as $$
  with input as (
    select t.id, t.body from unnest(topics, bodies) as t(id, body) order by t.id
  ), numbered as (
    insert into kernel.topic as known (id, school_id, seq)
    select input.id, kernel.school(), 1 from input order by input.id
    on conflict (id) do update set seq = known.seq + 1
    returning known.id, known.seq
  ), stored as (
    insert into kernel.frame (topic, seq, school_id, ops)
    select n.id, n.seq, kernel.school(), input.body from numbered n join input using (id)
  )
  select numbered.id, numbered.seq from numbered
$$;

-- What a client misses: for each topic its number now, and frames after `have` unless they are more than `most`.
create function kernel.catch_up(topics text[], have bigint[], most integer)
returns table (topic text, seq bigint, frames jsonb) language sql stable as $$
  select asked.id, coalesce(known.seq, 0),
    case when asked.have is null or coalesce(known.seq, 0) <= asked.have then '[]'::jsonb
         when known.seq - asked.have > most then null
         else (select coalesce(jsonb_agg(jsonb_build_array(f.seq, f.ops) order by f.seq), '[]'::jsonb)
               from kernel.frame f where f.topic = asked.id and f.seq > asked.have and f.seq <= known.seq) end
  from unnest(topics, have) as asked(id, have)
  left join kernel.topic known on known.id = asked.id
$$;

-- Who did what: append-only for the application.
create table kernel.ledger (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  school_id uuid,
  account_id uuid,
  person_id uuid,
  call text not null,
  subject text not null,
  detail jsonb not null default '{}'
);
create index ledger_by_school on kernel.ledger (school_id, id);
alter table kernel.ledger enable row level security;
create policy append on kernel.ledger for insert with check (true);
create policy own_school on kernel.ledger for select using (school_id = kernel.school() or kernel.is_operator());
grant select, insert on kernel.ledger to peremena_app;

-- Received files before and after a feature claimed them. `session_hash` is who sent it.
create table kernel.upload (
  id uuid primary key,
  session_hash bytea,
  name text not null,
  bytes bigint not null,
  received bigint not null default 0,
  type text,
  sha256 bytea,
  claimed_by text,
  created_at timestamptz not null default now()
);
grant select, insert, update, delete on kernel.upload to peremena_app;

-- Counters of limits that must hold across processes and restarts (codes, failures).
create table kernel.counter (
  key text primary key,
  count integer not null,
  resets_at timestamptz not null
);
grant select, insert, update, delete on kernel.counter to peremena_app;

-- Adds one and answers the new count; starts anew when the window is over.
create function kernel.count_up(counter_key text, window_seconds integer) returns integer language sql as $$
  insert into kernel.counter as c (key, count, resets_at)
  values (counter_key, 1, now() + make_interval(secs => window_seconds))
  on conflict (key) do update set
    count = case when c.resets_at <= now() then 1 else c.count + 1 end,
    resets_at = case when c.resets_at <= now() then excluded.resets_at else c.resets_at end
  returning count
$$;



-- Replaces an entity in the stored frames of its topic, so that no client that catches up is shown what it was before
-- (a deleted message leaves no trace of its text). Frames further back than a catch-up reaches are pruned.
create function kernel.rewrite_entity(p_topic text, p_entity text, p_value jsonb) returns void language sql as $$
  update kernel.frame f
  set ops = (
    select jsonb_agg(case when o.op->>0 = 'put' and o.op->>1 = p_entity and o.op->2->>'id' = p_value->>'id'
                          then jsonb_build_array('put', p_entity, p_value) else o.op end order by o.n)
    from jsonb_array_elements(f.ops) with ordinality as o(op, n))
  where f.topic = p_topic
    and f.seq > (select t.seq from kernel.topic t where t.id = p_topic) - 1000
    and f.ops @> jsonb_build_array(jsonb_build_array('put', p_entity, jsonb_build_object('id', p_value->'id')))
$$;

-- Frames that no catch-up reads any more (it takes at most 200, then a snapshot). Runs as the owner over all schools;
-- answers only how many went.
create function kernel.prune_frames() returns bigint
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with gone as (
    delete from kernel.frame f using kernel.topic t
    where t.id = f.topic and f.seq <= t.seq - 1000
    returning 1
  )
  select count(*) from gone
$$;
revoke execute on function kernel.prune_frames from public;
grant execute on function kernel.prune_frames to peremena_app;
