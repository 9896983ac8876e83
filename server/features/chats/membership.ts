/**
 * Who is in a chat and why. A member is active while at least one ground holds and nobody removed him by hand; rows
 * stay, because old messages keep their authors. Every change is published to the chat and to the person.
 */
import { chat as chatEntity, member as memberEntity, seat as seatEntity } from '#contract/chats.ts'
import { decide } from '#contract/kernel/policy.ts'
import type { Card } from '#contract/people.ts'
import { columnsOfPerson } from './rights.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { findMember, findPlace, viewChat } from './store.ts'
import type { ChatRow } from './tables.ts'

export type GroundKind = 'roster' | 'curator' | 'staff' | 'school' | 'kin' | 'hand' | 'pair'

export interface Ground {
  readonly chatId: string
  readonly personId: string
  readonly kind: GroundKind
  /** The child of a parent, the class, the person who added. */
  readonly ref: string
  /** «по списку класса», «добавил Павел Аксёнов» */
  readonly reason: string
}

export interface Joining {
  readonly ground: Ground
  readonly card: Card
  readonly moderator: boolean
}

/** Adds a ground; the person enters unless he was removed by hand. */
export async function addGround(ctx: Ctx<never>, { ground, card, moderator }: Joining): Promise<void> {
  const chat = await viewChat(ctx.tx, ground.chatId)
  await ctx.tx.run`
    insert into chats.ground (chat_id, person_id, school_id, kind, ref, reason)
    values (${ground.chatId}, ${ground.personId}, kernel.school(), ${ground.kind}, ${ground.ref}, ${ground.reason})
    on conflict (chat_id, person_id, kind, ref) do update set reason = excluded.reason`
  const mayWrite = await mayWriteBy(ctx, chat, ground.personId)
  // being named class teacher, or added again by hand, outweighs an earlier removal; a place on a list does not
  const isNewAct = ground.kind === 'hand' || ground.kind === 'pair' || ground.kind === 'curator'
  await ctx.tx.run`
    insert into chats.member as m (chat_id, person_id, school_id, active, moderator, may_write, standing, card, read)
    values (${chat.id}, ${ground.personId}, kernel.school(), false, ${moderator}, ${mayWrite}, ${card.standing},
            ${JSON.stringify(card)}::jsonb, ${chat.last})
    on conflict (chat_id, person_id) do update set
      moderator = m.moderator or excluded.moderator, may_write = excluded.may_write, card = excluded.card,
      standing = excluded.standing, removed_by = case when ${isNewAct} then null else m.removed_by end`
  await settle(ctx, chat, ground.personId)
}

/** Ends grounds of a kind; without any left the person leaves. */
export async function dropGround(ctx: Ctx<never>, gone: Omit<Ground, 'reason'>): Promise<void> {
  const dropped = await ctx.tx.run`
    delete from chats.ground where chat_id = ${gone.chatId} and person_id = ${gone.personId}
      and kind = ${gone.kind} and ref = ${gone.ref}`
  if (dropped === 0) return
  if (gone.kind === 'curator') {
    await ctx.tx.run`
      update chats.member set moderator = false where chat_id = ${gone.chatId} and person_id = ${gone.personId}`
  }
  await settle(ctx, await viewChat(ctx.tx, gone.chatId), gone.personId)
}

/** Out by hand: undoes an adding by hand; grounds of the roster stay, but do not bring the person back. */
export async function expel(ctx: Ctx<never>, given: { chatId: string; personId: string; by: string }): Promise<void> {
  await ctx.tx.run`
    delete from chats.ground where chat_id = ${given.chatId} and person_id = ${given.personId} and kind = 'hand'`
  await ctx.tx.run`
    update chats.member set removed_by = ${given.by}, moderator = false
    where chat_id = ${given.chatId} and person_id = ${given.personId}`
  await settle(ctx, await viewChat(ctx.tx, given.chatId), given.personId)
}

/** Undoes a removal by hand: true where a list, a class or a child still puts the person there. */
export async function readmit(ctx: Ctx<never>, who: { chatId: string; personId: string }): Promise<boolean> {
  const returned = await ctx.tx.run`
    update chats.member m set removed_by = null
    where m.chat_id = ${who.chatId} and m.person_id = ${who.personId} and m.removed_by is not null
      and exists (select 1 from chats.ground g where g.chat_id = m.chat_id and g.person_id = m.person_id)`
  if (returned > 0) await settle(ctx, await viewChat(ctx.tx, who.chatId), who.personId)
  return returned > 0
}

/** Works out whether the person is in, from the grounds, and publishes what changed. */
async function settle(ctx: Ctx<never>, chat: ChatRow, personId: string): Promise<void> {
  const before = await findMember(ctx.tx, chat.id, personId)
  await ctx.tx.run`
    update chats.member m set
      active = m.removed_by is null and g.reason is not null,
      reason = coalesce(g.reason, m.reason),
      read = case when m.active then m.read else ${chat.last} end,
      joined_at = case when m.active then m.joined_at else now() end
    from (select min(reason) filter (where at = first) as reason
          from (select reason, at, min(at) over () as first from chats.ground
                where chat_id = ${chat.id} and person_id = ${personId}) o) g
    where m.chat_id = ${chat.id} and m.person_id = ${personId}`
  const after = await findMember(ctx.tx, chat.id, personId)
  if (!after) return
  const isNew = after.active && !before?.active
  const isGone = !after.active && before?.active === true
  if (isNew || isGone) {
    await ctx.tx.run`update chats.chat set members = members + ${isNew ? 1 : -1} where id = ${chat.id}`
    ctx.live.put(`chat:${chat.id}`, chatEntity, (await viewChat(ctx.tx, chat.id)).json)
  }
  if (after.active || isGone) ctx.live.put(`chat:${chat.id}`, memberEntity, after.json)
  await publishSeat(ctx, chat.id, { personId, isNew, isGone })
}

/** Tells a person's open pages of their place in a chat. */
export async function publishSeat(
  ctx: Ctx<never>,
  chatId: string,
  who: { personId: string; isNew?: boolean; isGone?: boolean },
): Promise<void> {
  const topic = `person:${who.personId}`
  const place = await findPlace(ctx.tx, chatId, who.personId)
  if (place) ctx.live.put(topic, seatEntity, place.seat)
  else if (who.isGone) ctx.live.drop(topic, seatEntity, chatId)
  if (who.isNew) ctx.live.join(who.personId, `chat:${chatId}`)
  if (who.isGone) ctx.live.leave(who.personId, `chat:${chatId}`)
}

/** In channels the table of rights says who writes; elsewhere every member, as the chat's mode lets him. */
async function mayWriteBy(ctx: Ctx<never>, chat: ChatRow, personId: string): Promise<boolean> {
  if (chat.kind !== 'school-channel' && chat.kind !== 'staff-channel') return true
  const action = chat.kind === 'school-channel' ? 'ch.school.post' : 'ch.staff.post'
  return decide(action, await columnsOfPerson(ctx.tx, personId), { school: true }) === 'yes'
}
