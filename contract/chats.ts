/** Chats, members, messages, read marks, moderation, direct messages, the two system channels. */
import * as z from 'zod/mini'
import { command, entity, query } from './kernel/define.ts'
import { chatId, id, instant, nothing, personId } from './kernel/scalars.ts'
import { pageSize } from './kernel/page.ts'
import { card, standing } from './people.ts'

export const chatKind = z.enum(['staffroom', 'school-channel', 'staff-channel', 'class', 'parents', 'direct'])
export type ChatKind = z.infer<typeof chatKind>
/** all — every member; staff — staff members; nobody — moderators; `closedUntil` closes a chat until a time. */
export const writeMode = z.enum(['all', 'staff', 'nobody'])

/** At most 4,000 UTF-16 code units; text is plain, a small Markdown subset is drawn by the client. */
export const messageText = z.string().check(
  z.normalize('NFC'),
  z.maxLength(4000),
  z.refine((s) => s.trim() !== '', 'empty'),
)

/** On `chat:ID`. A direct chat has no name: the client writes the other one's. */
export const chat = entity(
  'chat',
  z.strictObject({
    id: chatId,
    kind: chatKind,
    name: z.string(),
    /** «7Б» for the square tile. */
    tile: z.nullable(z.string()),
    classId: z.nullable(id),
    writeMode,
    closedUntil: z.nullable(instant),
    members: z.number(),
    /** Readers' horizon: the two members who have read furthest, so that each author can leave himself out. */
    readTop: z.array(z.strictObject({ personId, number: z.number() })).check(z.maxLength(2)),
  }),
)
export type Chat = z.infer<typeof chat.schema>

/** On `chat:ID`; `id` is `chatId.personId`. A removed member stays as the author of old messages. */
export const member = entity(
  'member',
  z.strictObject({
    id: z.string(),
    chatId,
    ...card.shape,
    moderator: z.boolean(),
    active: z.boolean(),
    /** Why: «по списку класса», «добавила Е. Круглова». */
    reason: z.string(),
  }),
)
export type Member = z.infer<typeof member.schema>

/** On `chat:ID`. `number` counts messages of a chat from 1 without gaps. A deleted one keeps no trace of its text. */
export const message = entity(
  'message',
  z.strictObject({
    id,
    chatId,
    number: z.number(),
    authorId: personId,
    text: z.string(),
    at: instant,
    replyTo: z.nullable(id),
    editedAt: z.nullable(instant),
    deleted: z.nullable(z.enum(['author', 'moderator'])),
  }),
)
export type Message = z.infer<typeof message.schema>

/** My place in a chat; on `person:ID`. `id` is the chat's. */
export const seat = entity(
  'seat',
  z.strictObject({
    id: chatId,
    /** Number of the last message read. */
    read: z.number(),
    /** Number of the last message when the list was made or the person joined; newer ones are counted by the client. */
    last: z.number(),
    moderator: z.boolean(),
    /** Whether the person's rights allow writing where the chat's mode lets his standing write. */
    mayWrite: z.boolean(),
    standing,
    /** The other one of a direct chat. */
    peer: z.nullable(card),
  }),
)
export type Seat = z.infer<typeof seat.schema>

const reading = { caller: 'person', rate: 'read', audit: 'none' } as const
const writing = { caller: 'person', rate: 'write', audit: 'none' } as const

/** All chats of the person with their last messages and the cards of those authors: the list screen. */
export const list = query('chats.list', {
  input: nothing,
  output: z.strictObject({
    chats: z.array(chat.schema),
    seats: z.array(seat.schema),
    messages: z.array(message.schema),
    members: z.array(member.schema),
  }),
  errors: [],
  action: 'chat.list',
  ...reading,
})

/**
 * A chat with a page of messages. `around: null` gives the newest; a number gives the page around it.
 * `members` holds the authors of the page, and all active members where there are at most 100.
 */
export const open = query('chats.open', {
  input: z.strictObject({ chatId, around: z.nullable(z.number()) }),
  output: z.strictObject({
    chat: chat.schema,
    seat: seat.schema,
    messages: z.array(message.schema),
    members: z.array(member.schema),
    /** Number of the newest message of the chat. */
    last: z.number(),
  }),
  errors: [],
  action: ['chat.history', 'staffroom.read', 'ch.school.read', 'ch.staff.read'],
  ...reading,
})

/** Messages before or after a number, in order of number, with their authors and the messages they answer. */
export const history = query('chats.history', {
  input: z.strictObject({
    chatId,
    from: z.number(),
    direction: z.enum(['before', 'after']),
    limit: pageSize,
  }),
  output: z.strictObject({ messages: z.array(message.schema), members: z.array(member.schema) }),
  errors: [],
  action: 'chat.history',
  ...reading,
})

/** Single messages and members by id, for quotations and unknown authors. Unknown ids are left out. */
export const pick = query('chats.pick', {
  input: z.strictObject({
    chatId,
    messages: z.array(id).check(z.maxLength(100)),
    members: z.array(personId).check(z.maxLength(100)),
  }),
  output: z.strictObject({ messages: z.array(message.schema), members: z.array(member.schema) }),
  errors: [],
  action: 'chat.history',
  ...reading,
})

/** Active members, sorted by standing and list name, from an offset. */
export const members = query('chats.members', {
  input: z.strictObject({ chatId, offset: z.number().check(z.int(), z.minimum(0)), limit: pageSize }),
  output: z.strictObject({ members: z.array(member.schema), total: z.number() }),
  errors: [],
  action: 'chat.history',
  ...reading,
})

/** The id is the client's and unique for good: a retry answers with the first result, even if the text differs. */
export const send = command('chats.send', {
  input: z.strictObject({ id, chatId, text: messageText, replyTo: z.nullable(id) }),
  output: z.strictObject({ message: message.schema }),
  errors: ['chat_closed', 'may_not_write'],
  action: ['chat.post', 'ch.school.post', 'ch.staff.post'],
  ...writing,
  rate: 'send',
})

/** Own message: pupils and parents for 24 hours, staff for 7 days; versions are kept. */
export const edit = command('chats.edit', {
  input: z.strictObject({ messageId: id, text: messageText }),
  output: z.strictObject({ message: message.schema }),
  errors: ['too_late', 'message_deleted'],
  action: 'msg.edit.own',
  ...writing,
})

export const remove = command('chats.remove', {
  input: z.strictObject({ messageId: id }),
  output: nothing,
  errors: ['too_late', 'message_deleted'],
  action: 'msg.delete.own',
  ...writing,
})

/** Hides another's message: moderators, and administrators who are members. */
export const hide = command('chats.hide', {
  input: z.strictObject({ messageId: id }),
  output: nothing,
  errors: ['message_deleted'],
  action: 'msg.moderate',
  ...writing,
  audit: 'ledger',
})

export const markRead = command('chats.markRead', {
  input: z.strictObject({ chatId, number: z.number().check(z.int(), z.minimum(0)) }),
  output: nothing,
  errors: [],
  action: 'chat.history',
  ...writing,
  rate: 'mark',
})

export const setWriteMode = command('chats.setWriteMode', {
  input: z.strictObject({ chatId, mode: writeMode, closedUntil: z.nullable(instant) }),
  output: nothing,
  errors: ['not_in_direct', 'time_passed'],
  action: 'msg.moderate',
  ...writing,
  audit: 'ledger',
})

/** By hand: staff may be added to any chat, others only where the roster puts them. */
export const addMember = command('chats.addMember', {
  input: z.strictObject({ chatId, personId }),
  output: nothing,
  errors: ['not_in_direct', 'only_staff', 'already_member'],
  action: 'chat.members',
  ...writing,
  audit: 'ledger',
})

export const removeMember = command('chats.removeMember', {
  input: z.strictObject({ chatId, personId }),
  output: nothing,
  errors: ['not_in_direct', 'last_moderator'],
  action: 'chat.members',
  ...writing,
  audit: 'ledger',
})

export const setModerator = command('chats.setModerator', {
  input: z.strictObject({ chatId, personId, moderator: z.boolean() }),
  output: nothing,
  errors: ['not_in_direct', 'only_staff', 'last_moderator'],
  action: 'chat.members',
  ...writing,
  audit: 'ledger',
})

/** Opens the direct chat with a person, making it at the first time (table of pairs, SAFETY.md §2). */
export const startDirect = command('chats.startDirect', {
  input: z.strictObject({ personId }),
  output: z.strictObject({ chatId }),
  errors: [],
  action: 'dm.start',
  ...writing,
})

/** Whom I may write to directly, by name. */
export const directCandidates = query('chats.directCandidates', {
  input: z.strictObject({ text: z.string().check(z.trim(), z.maxLength(60)) }),
  output: z.strictObject({ people: z.array(card) }),
  errors: [],
  action: 'dm.start',
  ...reading,
})

/** Milliseconds during which an own message may be changed or deleted. */
export function changeWindow(who: z.infer<typeof standing>): number {
  return who === 'staff' ? 7 * 86_400_000 : 86_400_000
}

/** Pure rule: the server enforces it, the web hides the composer with it. */
export function mayWriteNow(
  seatOf: Pick<Seat, 'mayWrite' | 'moderator' | 'standing'>,
  where: Pick<Chat, 'writeMode' | 'closedUntil'>,
  now: number,
): boolean {
  if (!seatOf.mayWrite) return false
  if (seatOf.moderator) return true
  if (where.closedUntil !== null && where.closedUntil > now) return false
  return where.writeMode === 'all' || (where.writeMode === 'staff' && seatOf.standing === 'staff')
}

export function mayChangeOwn(
  me: { readonly personId: string; readonly standing: z.infer<typeof standing> },
  what: Pick<Message, 'authorId' | 'at' | 'deleted'>,
  now: number,
): boolean {
  return what.authorId === me.personId && what.deleted === null && now - what.at <= changeWindow(me.standing)
}
