/** Reading and writing the schema `chats`. JSON as on the wire is made by the database, once for all readers. */
import type { Member, Message } from '#contract/chats.ts'
import type { Tx } from '#server/kernel/db/tx.ts'
import type { ChatRow, MemberRow, MessageRow, PageRow, PlaceRow } from './tables.ts'

export async function findPlace(tx: Tx, chatId: string, personId: string): Promise<PlaceRow | undefined> {
  return tx.maybe<PlaceRow>`
    select c.id, c.school_id, c.kind, c.name, c.class_id, c.last, chats.chat_json(c) as json, m.moderator,
           chats.seat_json(m, c, chats.peer_json(c, m.person_id)) as seat
    from chats.chat c join chats.member m on m.chat_id = c.id and m.active
    where c.id = ${chatId} and m.person_id = ${personId}`
}

export interface ListRow extends PlaceRow {
  readonly message: Message | null
  readonly author: Member | null
}

/** All chats of a person with the newest message of each. */
export async function findPlaces(tx: Tx, personId: string): Promise<ListRow[]> {
  return tx.many<ListRow>`
    select c.id, c.school_id, c.kind, c.name, c.class_id, c.last, chats.chat_json(c) as json, m.moderator,
           chats.seat_json(m, c, chats.peer_json(c, m.person_id)) as seat,
           case when n.id is not null then chats.message_json(n) end as message,
           case when a.person_id is not null then chats.member_json(a) end as author
    from chats.member m
    join chats.chat c on c.id = m.chat_id
    left join chats.message n on n.chat_id = c.id and n.number = c.last
    left join chats.member a on a.chat_id = c.id and a.person_id = n.author_id
    where m.person_id = ${personId} and m.active`
}

export async function findChatsOf(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx.many<{ chat_id: string }>`
    select chat_id from chats.member where person_id = ${personId} and active`
  return rows.map((row) => row.chat_id)
}

export async function findChat(tx: Tx, chatId: string): Promise<ChatRow | undefined> {
  return tx.maybe<ChatRow>`
    select c.id, c.school_id, c.kind, c.name, c.class_id, c.last, chats.chat_json(c) as json
    from chats.chat c where c.id = ${chatId}`
}

export async function viewChat(tx: Tx, chatId: string): Promise<ChatRow> {
  const found = await findChat(tx, chatId)
  if (!found) throw new Error(`There is no chat ${chatId} in this school.`)
  return found
}

export interface Range {
  readonly chatId: string
  /** Inclusive numbers. */
  readonly from: number
  readonly to: number
}

/** Messages of a range in order, their authors, and the messages they answer that lie outside of it. */
export async function readPage(tx: Tx, { chatId, from, to }: Range): Promise<PageRow> {
  const rows = await tx.many<{ json: Message }>`
    with page as (
      select m.* from chats.message m where m.chat_id = ${chatId} and m.number between ${from} and ${to}
    ), quoted as (
      select q.* from chats.message q
      where q.id in (select p.reply_to from page p where p.reply_to is not null) and q.chat_id = ${chatId}
    )
    select chats.message_json(u.message) as json
    from (select page::chats.message as message from page union select quoted::chats.message from quoted) u
    order by (u.message).number`
  const messages = rows.map((row) => row.json)
  return { messages, members: await readMembers(tx, chatId, [...new Set(messages.map((one) => one.authorId))]) }
}

export async function readMembers(tx: Tx, chatId: string, personIds: readonly string[]): Promise<Member[]> {
  const rows = await tx.many<{ json: Member }>`
    select chats.member_json(m) as json from chats.member m
    where m.chat_id = ${chatId} and m.person_id = any(${personIds}::uuid[])`
  return rows.map((row) => row.json)
}

/** Active members: staff first, then parents and pupils, each by list name. */
export async function readActiveMembers(
  tx: Tx,
  chatId: string,
  page: { offset: number; limit: number },
): Promise<Member[]> {
  const rows = await tx.many<{ json: Member }>`
    select chats.member_json(m) as json from chats.member m
    where m.chat_id = ${chatId} and m.active
    order by m.moderator desc, array_position(array['staff', 'parent', 'pupil'], m.standing), m.card->>'listName', m.person_id
    limit ${page.limit} offset ${page.offset}`
  return rows.map((row) => row.json)
}

export async function readMessages(tx: Tx, chatId: string, ids: readonly string[]): Promise<Message[]> {
  const rows = await tx.many<{ json: Message }>`
    select chats.message_json(m) as json from chats.message m
    where m.chat_id = ${chatId} and m.id = any(${ids}::uuid[]) order by m.number`
  return rows.map((row) => row.json)
}

export async function findMessage(tx: Tx, id: string): Promise<MessageRow | undefined> {
  return tx.maybe<MessageRow>`
    select id, chat_id, author_id, text, at, deleted from chats.message where id = ${id} for no key update`
}

export async function findMember(tx: Tx, chatId: string, personId: string): Promise<MemberRow | undefined> {
  return tx.maybe<MemberRow>`
    select m.chat_id, m.person_id, m.active, m.moderator, m.standing, chats.member_json(m) as json
    from chats.member m where m.chat_id = ${chatId} and m.person_id = ${personId}`
}

export async function countModerators(tx: Tx, chatId: string): Promise<number> {
  const { count } = await tx.one<{ count: number }>`
    select count(*) as count from chats.member where chat_id = ${chatId} and active and moderator`
  return count
}
