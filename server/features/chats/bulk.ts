/** Whole chats at once with members, grounds and history, for the example. No frames: their topics begin with a snapshot. */
import type { ChatKind } from '#contract/chats.ts'
import type { Card } from '#contract/people.ts'
import type { Tx } from '#server/kernel/db/tx.ts'
import type { GroundKind } from './membership.ts'

export interface BulkChat {
  readonly id: string
  readonly kind: ChatKind
  readonly name: string
  readonly tile: string | null
  readonly classId: string | null
  /** The two of a direct chat. */
  readonly pair: readonly [string, string] | null
  readonly createdAt: number
}

export interface BulkMember {
  readonly chatId: string
  readonly card: Card
  readonly moderator: boolean
  readonly mayWrite: boolean
  readonly read: number
  readonly joinedAt: number
  /** At least one; the first says why. */
  readonly grounds: readonly { readonly kind: GroundKind; readonly ref: string; readonly reason: string }[]
}

export interface BulkMessage {
  readonly id: string
  readonly chatId: string
  readonly number: number
  readonly authorId: string
  readonly text: string
  readonly at: number
  readonly replyTo: string | null
  readonly editedAt: number | null
  readonly deleted: 'author' | 'moderator' | null
}

export async function insertChatsInBulk(tx: Tx, rows: readonly BulkChat[]): Promise<void> {
  const pairs = rows.map((row) => row.pair?.toSorted() ?? null)
  await tx.run`
    insert into chats.chat (id, school_id, kind, name, tile, class_id, pair, created_at)
    select r.id, kernel.school(), r.kind, r.name, r.tile, r.class,
           case when r.one is null then null else array[r.one, r.two] end, r.made
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.kind)}::text[],
                ${rows.map((row) => row.name)}::text[], ${rows.map((row) => row.tile)}::text[],
                ${rows.map((row) => row.classId)}::uuid[], ${pairs.map((pair) => pair?.[0] ?? null)}::uuid[],
                ${pairs.map((pair) => pair?.[1] ?? null)}::uuid[],
                ${rows.map((row) => new Date(row.createdAt))}::timestamptz[])
      as r(id, kind, name, tile, class, one, two, made)`
}

export async function insertMembersInBulk(tx: Tx, rows: readonly BulkMember[]): Promise<void> {
  const pick = <T>(of: (row: BulkMember) => T): T[] => rows.map(of)
  await tx.run`
    insert into chats.member (chat_id, person_id, school_id, active, moderator, may_write, standing, card, reason, read, joined_at)
    select r.chat, r.person, kernel.school(), true, r.moderator, r.writes, r.card->>'standing', r.card, r.reason, r.read, r.joined
    from unnest(${pick((row) => row.chatId)}::uuid[], ${pick((row) => row.card.personId)}::uuid[],
                ${pick((row) => row.moderator)}::boolean[], ${pick((row) => row.mayWrite)}::boolean[],
                ${pick((row) => JSON.stringify(row.card))}::jsonb[], ${pick((row) => row.grounds[0]?.reason ?? '')}::text[],
                ${pick((row) => row.read)}::bigint[], ${pick((row) => new Date(row.joinedAt))}::timestamptz[])
      as r(chat, person, moderator, writes, card, reason, read, joined)`
  const grounds = rows.flatMap(({ chatId, card, joinedAt, grounds: held }) =>
    held.map((ground, index) => ({ ...ground, chatId, personId: card.personId, at: new Date(joinedAt + index) })),
  )
  await tx.run`
    insert into chats.ground (chat_id, person_id, school_id, kind, ref, reason, at)
    select r.chat, r.person, kernel.school(), r.kind, r.ref, r.reason, r.at
    from unnest(${grounds.map((one) => one.chatId)}::uuid[], ${grounds.map((one) => one.personId)}::uuid[],
                ${grounds.map((one) => one.kind)}::text[], ${grounds.map((one) => one.ref)}::uuid[],
                ${grounds.map((one) => one.reason)}::text[], ${grounds.map((one) => one.at)}::timestamptz[])
      as r(chat, person, kind, ref, reason, at)`
}

export async function insertMessagesInBulk(tx: Tx, rows: readonly BulkMessage[]): Promise<void> {
  const date = (at: number | null) => (at === null ? null : new Date(at))
  await tx.run`
    insert into chats.message (id, chat_id, school_id, number, author_id, text, at, reply_to, edited_at, deleted)
    select r.id, r.chat, kernel.school(), r.number, r.author, r.text, r.at, r.reply, r.edited, r.deleted
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.chatId)}::uuid[],
                ${rows.map((row) => row.number)}::bigint[], ${rows.map((row) => row.authorId)}::uuid[],
                ${rows.map((row) => row.text)}::text[], ${rows.map((row) => date(row.at))}::timestamptz[],
                ${rows.map((row) => row.replyTo)}::uuid[], ${rows.map((row) => date(row.editedAt))}::timestamptz[],
                ${rows.map((row) => row.deleted)}::text[])
      as r(id, chat, number, author, text, at, reply, edited, deleted)`
}

/** What a chat counts of its members and messages, after all of them are there. */
export async function countChatsInBulk(tx: Tx): Promise<void> {
  await tx.run`
    update chats.chat c set
      last = coalesce((select max(m.number) from chats.message m where m.chat_id = c.id), 0),
      members = (select count(*) from chats.member m where m.chat_id = c.id and m.active),
      read_top = (select coalesce(jsonb_agg(jsonb_build_object('personId', t.person_id, 'number', t.read)
                                            order by t.read desc, t.person_id), '[]'::jsonb)
                  from (select m.person_id, m.read from chats.member m where m.chat_id = c.id and m.active and m.read > 0
                        order by m.read desc, m.person_id limit 2) t)
    where c.school_id = kernel.school()`
}
