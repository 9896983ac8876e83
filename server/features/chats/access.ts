/** The doors to chats and messages: a chat that one is not in does not exist. */
import type { ActionId } from '#contract/permissions.gen.ts'
import type { ChatKind } from '#contract/chats.ts'
import { actingPerson, type Ctx } from '#server/kernel/dispatch/ctx.ts'
import { findMember, findMessage, findPlace } from './store.ts'
import type { MemberRow, MessageRow, PlaceRow } from './tables.ts'

/** Rows of the table that name a kind of chat by itself; they are asked besides the general one. */
const readingOf: Partial<Record<ChatKind, ActionId>> = {
  staffroom: 'staffroom.read',
  'school-channel': 'ch.school.read',
  'staff-channel': 'ch.staff.read',
}

/** A chat that the actor is in, for reading. */
export async function enterChat(ctx: Ctx<never>, chatId: string): Promise<PlaceRow> {
  const place = await findPlace(ctx.tx, chatId, actingPerson(ctx).id)
  ctx.demand('chat.history', { member: place !== undefined }, false)
  if (!place) return ctx.refuse('not_found')
  const special = readingOf[place.kind]
  if (special) ctx.demand(special, { school: place.school_id === actingPerson(ctx).schoolId }, false)
  return place
}

/** A chat that the actor is in and may do this to. */
export async function enterChatFor(ctx: Ctx<never>, chatId: string, action: ActionId): Promise<PlaceRow> {
  const place = await findPlace(ctx.tx, chatId, actingPerson(ctx).id)
  ctx.demand(action, { member: place !== undefined, moderator: place?.moderator ?? false }, place !== undefined)
  return place ?? ctx.refuse('not_found')
}

export interface EnteredMessage {
  readonly message: MessageRow
  readonly place: PlaceRow
}

/** A message of a chat that the actor is in; `action` is asked with the actor as its author or not. */
export async function enterMessage(ctx: Ctx<never>, messageId: string, action: ActionId): Promise<EnteredMessage> {
  const me = actingPerson(ctx).id
  const message = await findMessage(ctx.tx, messageId)
  const place = message && (await findPlace(ctx.tx, message.chat_id, me))
  const isMember = place !== undefined
  const relation = { member: isMember, moderator: place?.moderator ?? false, owner: message?.author_id === me }
  ctx.demand(action, relation, isMember)
  if (!message || !place) return ctx.refuse('not_found')
  return { message, place }
}

/** Somebody who is, or was, in a chat that the actor keeps. */
export async function enterMember(ctx: Ctx<never>, given: { chatId: string; personId: string }): Promise<MemberRow> {
  const member = await findMember(ctx.tx, given.chatId, given.personId)
  return member?.active ? member : ctx.refuse('not_found')
}
