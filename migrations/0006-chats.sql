-- Chats: members with the grounds of their membership, messages numbered per chat, the batched sender.
create schema chats;
grant usage on schema chats to peremena_app;

create table chats.chat (
  id uuid primary key,
  school_id uuid not null,
  kind text not null check (kind in ('staffroom', 'school-channel', 'staff-channel', 'class', 'parents', 'direct')),
  name text not null,
  tile text,
  class_id uuid,
  -- the two persons of a direct chat, smaller id first
  pair uuid[] check ((kind = 'direct') = (pair is not null)),
  write_mode text not null default 'all' check (write_mode in ('all', 'staff', 'nobody')),
  closed_until timestamptz,
  -- number of the newest message
  last bigint not null default 0,
  members integer not null default 0,
  -- the two who have read furthest: [{ personId, number }]
  read_top jsonb not null default '[]',
  created_at timestamptz not null default now()
);
create unique index one_direct_chat on chats.chat (pair) where pair is not null;
create unique index one_system_chat on chats.chat (school_id, kind) where kind in ('staffroom', 'school-channel', 'staff-channel');
create unique index one_chat_of_a_class on chats.chat (class_id, kind) where class_id is not null;
call kernel.tenant_table('chats.chat');

create table chats.member (
  chat_id uuid not null references chats.chat,
  person_id uuid not null,
  school_id uuid not null,
  active boolean not null default true,
  -- removed by hand: the roster does not bring the person back
  removed_by uuid,
  moderator boolean not null default false,
  may_write boolean not null default true,
  standing text not null check (standing in ('staff', 'pupil', 'parent')),
  -- the card as people's `viewCards` gives it; follows the fact personChanged
  card jsonb not null,
  -- why, in words: of the oldest ground that holds
  reason text not null default '',
  read bigint not null default 0,
  joined_at timestamptz not null default now(),
  primary key (chat_id, person_id)
);
create index member_by_person on chats.member (person_id) where active;
call kernel.tenant_table('chats.member');

-- Why somebody is in a chat: several grounds may hold at once (two children in one class).
create table chats.ground (
  chat_id uuid not null,
  person_id uuid not null,
  school_id uuid not null,
  -- roster, curator, staff, school, kin, hand, pair
  kind text not null,
  -- the child of a parent, the class, the person who added
  ref uuid not null,
  reason text not null,
  at timestamptz not null default now(),
  primary key (chat_id, person_id, kind, ref)
);
call kernel.tenant_table('chats.ground');

create table chats.message (
  id uuid primary key,
  chat_id uuid not null,
  school_id uuid not null,
  number bigint not null,
  author_id uuid not null,
  text text not null,
  reply_to uuid,
  at timestamptz not null default now(),
  edited_at timestamptz,
  deleted text check (deleted in ('author', 'moderator')),
  unique (chat_id, number)
);
call kernel.tenant_table('chats.message');

-- Texts before an edit or a deletion, for moderation.
create table chats.version (
  message_id uuid not null references chats.message,
  school_id uuid not null,
  replaced_at timestamptz not null default now(),
  replaced_by uuid not null,
  text text not null,
  primary key (message_id, replaced_at)
);
call kernel.tenant_table('chats.version');

-- A message as it stands on the wire (contract/chats.ts `message`).
create function chats.message_json(m chats.message) returns jsonb language sql immutable as $$
  select jsonb_build_object('id', m.id, 'chatId', m.chat_id, 'number', m.number, 'authorId', m.author_id,
    'text', case when m.deleted is null then m.text else '' end,
    'at', floor(extract(epoch from m.at) * 1000)::bigint, 'replyTo', m.reply_to,
    'editedAt', floor(extract(epoch from m.edited_at) * 1000)::bigint, 'deleted', m.deleted)
$$;

-- A chat, a member and a place as they stand on the wire.
create function chats.chat_json(c chats.chat) returns jsonb language sql immutable as $$
  select jsonb_build_object('id', c.id, 'kind', c.kind, 'name', c.name, 'tile', c.tile, 'classId', c.class_id,
    'writeMode', c.write_mode, 'closedUntil', floor(extract(epoch from c.closed_until) * 1000)::bigint,
    'members', c.members, 'readTop', c.read_top)
$$;
create function chats.member_json(m chats.member) returns jsonb language sql immutable as $$
  select m.card || jsonb_build_object('id', m.chat_id || '.' || m.person_id, 'chatId', m.chat_id,
    'standing', m.standing, 'moderator', m.moderator, 'active', m.active, 'reason', m.reason)
$$;
create function chats.seat_json(m chats.member, c chats.chat, peer jsonb) returns jsonb language sql immutable as $$
  select jsonb_build_object('id', m.chat_id, 'read', m.read, 'last', c.last, 'moderator', m.moderator,
    'mayWrite', m.may_write, 'standing', m.standing, 'peer', peer)
$$;
-- The other one's card of a direct chat.
create function chats.peer_json(c chats.chat, me uuid) returns jsonb language sql stable as $$
  select o.card from chats.member o where c.kind = 'direct' and o.chat_id = c.id and o.person_id <> me
$$;

-- Marks a chat as read up to a number, in one round trip with the check of session and membership. The two who have
-- read furthest stand on the chat itself, so that an author sees that somebody else has read.
create function chats.mark_read(p_hash bytea, p_person uuid, p_chat uuid, p_number bigint)
returns table (status text, frames jsonb)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  place chats.member;
  room chats.chat;
  top jsonb;
begin
  if not exists (select 1 from people.acting(array[p_hash], array[p_person])) then
    return query select 'unauthorized', '[]'::jsonb;
    return;
  end if;
  select * into room from chats.chat c where c.id = p_chat;
  update chats.member m set read = least(p_number, room.last)
    where m.chat_id = p_chat and m.person_id = p_person and m.active and m.read < least(p_number, room.last)
    returning * into place;
  if place.chat_id is null then
    return query select
      case when exists (select 1 from chats.member m where m.chat_id = p_chat and m.person_id = p_person and m.active)
           then 'done' else 'not_found' end, '[]'::jsonb;
    return;
  end if;
  select * into room from chats.chat c where c.id = p_chat for no key update;
  select jsonb_agg(jsonb_build_object('personId', best.person, 'number', best.number) order by best.number desc, best.since)
    into top
    from (select distinct on (r.person) r.person, r.number, r.since from (
            select (t.entry->>'personId')::uuid as person, (t.entry->>'number')::bigint as number, t.since
              from jsonb_array_elements(room.read_top) with ordinality as t(entry, since)
            union all select p_person, place.read, 3) r
          order by r.person, r.number desc) best;
  select jsonb_agg(t.entry order by t.n) into top
    from (select e.entry, e.n from jsonb_array_elements(top) with ordinality as e(entry, n) order by e.n limit 2) t;
  if top is distinct from room.read_top then
    update chats.chat c set read_top = top where c.id = p_chat returning * into room;
  else
    top := null;
  end if;
  return query
  with bodies as (
    select 'chat:' || p_chat as topic, jsonb_build_array(jsonb_build_array('put', 'chat', chats.chat_json(room))) as ops
    where top is not null
    union all
    select 'person:' || p_person, jsonb_build_array(jsonb_build_array('put', 'seat',
      chats.seat_json(place, room, chats.peer_json(room, p_person))))
  ), numbered as (
    insert into kernel.topic as t (id, school_id, seq)
    select b.topic, room.school_id, 1 from bodies b order by b.topic
    on conflict (id) do update set seq = t.seq + 1
    returning t.id, t.seq
  ), framed as (
    insert into kernel.frame as f (topic, seq, school_id, ops)
    select n.id, n.seq, room.school_id, b.ops from numbered n join bodies b on b.topic = n.id
    returning f.topic, f.seq, f.ops
  )
  select 'done', jsonb_agg(jsonb_build_object('topic', framed.topic, 'seq', framed.seq, 'ops', framed.ops)) from framed;
end $$;
revoke execute on function chats.mark_read from public;
grant execute on function chats.mark_read to peremena_app;

-- The batched sender (HOUSE «Sending is batched»). Input arrays run in parallel, one element a message. Checks session,
-- membership and write mode itself, because a batch spans schools; numbers messages per chat in the order of the
-- arrays; an id already stored answers with the stored message of the same author. Chats that cannot be locked at once
-- answer `busy` unless p_wait. Returns one row an element; `frame` stands on the first row of each chat that changed.
create function chats.send_batch(p_hash bytea[], p_person uuid[], p_chat uuid[], p_id uuid[], p_text text[], p_reply uuid[], p_wait boolean)
returns table (ord integer, status text, message jsonb, topic text, seq bigint, ops jsonb)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
  with input as materialized (
    select i.ord::integer as ord, i.hash, i.person, i.chat, i.id, i.text, i.reply
    from unnest(p_hash, p_person, p_chat, p_id, p_text, p_reply) with ordinality as i(hash, person, chat, id, text, reply, ord)
  ), acting as materialized (
    select a.ord::integer as ord, a.person_id, a.school_id from people.acting(p_hash, p_person) a
  ), known as materialized (
    select i.ord, m as row from input i join chats.message m on m.id = i.id
  ), judged as materialized (
    select i.ord, i.chat, i.id, i.text, i.reply, i.person, c.school_id,
      case
        when k.ord is not null then
          case when (k.row).author_id = i.person and (k.row).chat_id = i.chat and a.ord is not null then 'sent' else 'not_found' end
        when a.ord is null then 'unauthorized'
        when c.id is null then case when i.chat <> all(coalesce(locked, '{}')) and exists (select 1 from chats.chat x where x.id = i.chat)
                                   then 'busy' else 'not_found' end
        when mem.person_id is null then 'not_found'
        when not mem.may_write then 'may_not_write'
        when mem.moderator then 'new'
        when c.closed_until > now() then 'chat_closed'
        when c.write_mode = 'all' or (c.write_mode = 'staff' and mem.standing = 'staff') then 'new'
        when c.write_mode = 'staff' then 'may_not_write'
        else 'chat_closed'
      end as verdict,
      row_number() over (partition by i.id order by i.ord) as copy
    from input i
    left join known k on k.ord = i.ord
    left join acting a on a.ord = i.ord
    left join chats.chat c on c.id = i.chat and c.id = any(locked) and c.school_id = a.school_id
    left join chats.member mem on mem.chat_id = c.id and mem.person_id = a.person_id and mem.active
  ), fresh as materialized (
    select j.*, row_number() over (partition by j.chat order by j.ord) as nth
    from judged j where j.verdict = 'new' and j.copy = 1
  ), counted as (
    update chats.chat c set last = c.last + n.count
    from (select f.chat, count(*) as count from fresh f group by f.chat) n
    where c.id = n.chat
    returning c.id, c.last - n.count as base, c.school_id
  ), inserted as (
    insert into chats.message as m (id, chat_id, school_id, number, author_id, text, reply_to, at)
    select f.id, f.chat, f.school_id, counted.base + f.nth, f.person, f.text,
           (select r.id from chats.message r where r.id = f.reply and r.chat_id = f.chat), clock_timestamp()
    from fresh f join counted on counted.id = f.chat
    returning m as row
  ), grouped as (
    select (inserted.row).chat_id as chat,
           jsonb_agg(jsonb_build_array('put', 'message', chats.message_json(inserted.row)) order by (inserted.row).number) as body
    from inserted group by 1
  ), numbered as (
    insert into kernel.topic as t (id, school_id, seq)
    select 'chat:' || counted.id, counted.school_id, 1 from counted order by counted.id
    on conflict (id) do update set seq = t.seq + 1
    returning t.id, t.seq, t.school_id
  ), framed as (
    insert into kernel.frame as f (topic, seq, school_id, ops)
    select n.id, n.seq, n.school_id, g.body from numbered n join grouped g on n.id = 'chat:' || g.chat
    returning f.topic, f.seq, f.ops
  ), first_of_chat as (
    select min(f.ord) as ord, f.chat from fresh f group by f.chat
  )
  select j.ord, case when j.verdict = 'new' then case when j.copy = 1 then 'sent' else 'busy' end else j.verdict end,
    case when j.verdict = 'new' then chats.message_json(ins.row)
         when j.verdict = 'sent' then chats.message_json(k.row) end,
    fr.topic, fr.seq, fr.ops
  from judged j
  left join known k on k.ord = j.ord
  left join inserted ins on (ins.row).id = j.id and j.verdict = 'new' and j.copy = 1
  left join first_of_chat fc on fc.ord = j.ord
  left join framed fr on fr.topic = 'chat:' || fc.chat
  order by j.ord;
end $$;
revoke execute on function chats.send_batch from public;
grant execute on function chats.send_batch to peremena_app;
