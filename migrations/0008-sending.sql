-- Sending, faster: every table is looked into by its key, row by row (`limit 1` keeps the planner to it), so that the plan
-- is the same for an empty and for a full database: one made while a table was empty compared each message with each chat
-- of its batch, or with each message of its chat. And a message is written out once, inside its frame.

-- Said to be stable, which they are, they are written into the statements that use them; `immutable` kept them out.
alter function chats.message_json stable;
alter function chats.chat_json stable;
alter function chats.member_json stable;
alter function chats.seat_json stable;

-- Set-based twin of `enter` for batches: which of these (session, person) pairs may act right now.
create or replace function people.acting(p_hashes bytea[], p_persons uuid[])
returns table (ord bigint, person_id uuid, school_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set jit = off set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
  return query
  select i.at::bigint, p.id, p.school_id
  from generate_subscripts(p_hashes, 1) as i(at)
  cross join lateral (
    select s.hash from accounts.session s
    where s.hash = p_hashes[i.at] and s.ended_at is null and s.seen_at > now() - make_interval(secs => s.idle_seconds)
    limit 1) s
  cross join lateral (
    select sa.account_id, sa.factor_at from accounts.session_account sa
    where sa.session_hash = s.hash and sa.current limit 1) sa
  cross join lateral (
    select one.id, one.school_id from people.person one
    where one.id = p_persons[i.at] and one.account_id = sa.account_id and one.suspended_at is null limit 1) p
  where sa.factor_at is not null
     or (select r.role from people.role r where r.person_id = p.id
         and r.role in ('admin', 'extra-admin', 'director', 'deputy') limit 1) is null;
end $$;

-- The batched sender (HOUSE «Sending is batched»). Input arrays run in parallel, one element a message. Checks session,
-- membership and write mode itself, because a batch spans schools; numbers messages per chat in the order of the
-- arrays; an id already stored answers with the stored message of the same author. Chats that cannot be locked at once
-- answer `busy` unless p_wait. Returns one row an element; a frame stands on the first row of each chat that changed,
-- and the new messages stand in it: `message` is filled for those alone that were stored before.
create or replace function chats.send_batch(p_hash bytea[], p_person uuid[], p_chat uuid[], p_id uuid[], p_text text[], p_reply uuid[], p_wait boolean)
returns table (ord integer, status text, message jsonb, topic text, seq bigint, ops jsonb)
language plpgsql security definer set search_path = pg_catalog, pg_temp
set jit = off set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_mergejoin = off as $$
declare
  locked uuid[];
begin
  if p_wait then
    select array_agg(c.id) into locked from (
      select id from chats.chat where id = any(p_chat) order by id for no key update) c;
  else
    select array_agg(c.id) into locked from (
      select id from chats.chat where id = any(p_chat) order by id for no key update skip locked) c;
  end if;
  return query
  with acting as materialized (
    select a.ord::integer as ord, a.person_id, a.school_id from people.acting(p_hash, p_person) a
  ), judged as materialized (
    select i.at as ord, p_chat[i.at] as chat, p_id[i.at] as id, p_text[i.at] as text, p_reply[i.at] as reply,
      p_person[i.at] as person, c.school_id, k.row as known,
      case
        when k.id is not null then
          case when k.author_id = p_person[i.at] and k.chat_id = p_chat[i.at] and a.ord is not null then 'sent' else 'not_found' end
        when a.ord is null then 'unauthorized'
        when c.id is null then
          case when p_chat[i.at] <> all(coalesce(locked, '{}'))
                 and (select x.id from chats.chat x where x.id = p_chat[i.at] limit 1) is not null
               then 'busy' else 'not_found' end
        when mem.person_id is null then 'not_found'
        when not mem.may_write then 'may_not_write'
        when mem.moderator then 'new'
        when c.closed_until > now() then 'chat_closed'
        when c.write_mode = 'all' or (c.write_mode = 'staff' and mem.standing = 'staff') then 'new'
        when c.write_mode = 'staff' then 'may_not_write'
        else 'chat_closed'
      end as verdict,
      row_number() over (partition by p_id[i.at] order by i.at) as copy
    from generate_subscripts(p_id, 1) as i(at)
    left join acting a on a.ord = i.at
    left join lateral (
      select m as row, m.id, m.author_id, m.chat_id from chats.message m where m.id = p_id[i.at] limit 1) k on true
    left join lateral (
      select one.id, one.school_id, one.write_mode, one.closed_until from chats.chat one
      where one.id = p_chat[i.at] and one.id = any(locked) and one.school_id = a.school_id limit 1) c on true
    left join lateral (
      select m.person_id, m.active, m.may_write, m.moderator, m.standing from chats.member m
      where m.chat_id = c.id and m.person_id = a.person_id limit 1) mem on mem.active
  ), told as materialized (
    select j.*, j.verdict = 'new' and j.copy = 1 as is_new from judged j
  ), fresh as materialized (
    select j.*, row_number() over (partition by j.chat order by j.ord) as nth
    from told j where j.is_new
  ), rooms as materialized (
    select f.chat, count(*) as count, min(f.ord) as first from fresh f group by f.chat
  ), counted as (
    update chats.chat c set last = c.last + n.count from rooms n where c.id = n.chat
    returning c.id, c.last - n.count as base, c.school_id, n.first
  ), inserted as (
    insert into chats.message as m (id, chat_id, school_id, number, author_id, text, reply_to, at)
    select f.id, f.chat, f.school_id, counted.base + f.nth, f.person, f.text,
           (select r.id from (select one.id, one.chat_id from chats.message one where one.id = f.reply limit 1) r
            where r.chat_id = f.chat), clock_timestamp()
    from fresh f join counted on counted.id = f.chat
    returning m as row
  ), grouped as materialized (
    select 'chat:' || (inserted.row).chat_id as topic,
           jsonb_agg(jsonb_build_array('put', 'message', chats.message_json(inserted.row)) order by (inserted.row).number) as body
    from inserted group by (inserted.row).chat_id
  ), numbered as (
    insert into kernel.topic as t (id, school_id, seq)
    select 'chat:' || counted.id, counted.school_id, 1 from counted order by counted.id
    on conflict (id) do update set seq = t.seq + 1
    returning t.id, t.seq, t.school_id
  ), framed as (
    insert into kernel.frame as f (topic, seq, school_id, ops)
    select n.id, n.seq, n.school_id, g.body from numbered n join grouped g on g.topic = n.id
    returning f.topic, f.seq, f.ops
  ), led as materialized (
    select counted.first, framed.* from counted join framed on framed.topic = 'chat:' || counted.id
  )
  select j.ord, case when j.verdict = 'new' then case when j.copy = 1 then 'sent' else 'busy' end else j.verdict end,
    case when j.verdict = 'sent' then chats.message_json(j.known) end,
    led.topic, led.seq, led.ops
  from judged j left join led on led.first = j.ord
  order by j.ord;
end $$;
