/** Chats follow the roster (row 25): membership changes in the same transaction as enrolment, assignment, kinship. */
import { type Card, standingOf } from '#contract/people.ts'
import { member as memberEntity } from '#contract/chats.ts'
import { findPerson, parentsOf, viewCard } from '#server/features/people/index.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { type FactHandler, on } from '#server/kernel/dispatch/feature.ts'
import { addGround, dropGround, publishSeat } from './membership.ts'
import { reasons } from './reasons.ts'
import { columnsOfPerson } from './rights.ts'
import {
  chatOfSchool,
  chatsOfClass,
  closeClassChats,
  ensureSchoolChats,
  makeClassChats,
  nameStaffroom,
  renameClassChats,
} from './system-chats.ts'
import { findMember } from './store.ts'
import { mayModerate } from './moderating.ts'

export const rosterFacts: readonly FactHandler[] = [
  on('schoolApproved', async (ctx, fact) => {
    await ensureSchoolChats(ctx)
    await nameStaffroom(ctx, fact.shortName)
  }),
  on('personJoined', async (ctx, fact) => placeInSchoolChats(ctx, fact.personId)),
  on('rolesChanged', async (ctx, fact) => {
    await placeInSchoolChats(ctx, fact.personId)
    if (standingOf(fact.before) === 'staff' && fact.standing !== 'staff') await leaveStaffChats(ctx, fact.personId)
  }),
  on('classCreated', async (ctx, fact) => makeClassChats(ctx, fact.classId, fact.name)),
  on('classRenamed', async (ctx, fact) => renameClassChats(ctx, fact.classId, fact.name)),
  on('classArchived', async (ctx, fact) => closeClassChats(ctx, fact.classId)),
  on('pupilEnrolled', async (ctx, fact) => {
    const { pupils, parents } = await chatsOfClass(ctx, fact.classId)
    const ground = { chatId: pupils, personId: fact.personId, kind: 'roster', ref: fact.classId } as const
    const card = await viewCard(ctx.tx, fact.personId)
    await addGround(ctx, { ground: { ...ground, reason: reasons.roster }, card, moderator: false })
    for (const { parentId } of await parentsOf(ctx.tx, [fact.personId])) {
      await addParent(ctx, { chatId: parents, parentId, childId: fact.personId })
    }
  }),
  on('pupilLeft', async (ctx, fact) => {
    const { pupils, parents } = await chatsOfClass(ctx, fact.classId)
    await dropGround(ctx, { chatId: pupils, personId: fact.personId, kind: 'roster', ref: fact.classId })
    for (const { parentId } of await parentsOf(ctx.tx, [fact.personId])) {
      await dropGround(ctx, { chatId: parents, personId: parentId, kind: 'kin', ref: fact.personId })
    }
  }),
  on('kinshipConfirmed', async (ctx, fact) => {
    const child = await findPerson(ctx.tx, fact.childId)
    if (!child?.class_id) return
    const { parents } = await chatsOfClass(ctx, child.class_id)
    await addParent(ctx, { chatId: parents, parentId: fact.parentId, childId: fact.childId })
  }),
  on('curatorAssigned', async (ctx, fact) => {
    const card = await viewCard(ctx.tx, fact.personId)
    const { pupils, parents } = await chatsOfClass(ctx, fact.classId)
    for (const chatId of [pupils, parents]) {
      const ground = { chatId, personId: fact.personId, kind: 'curator', ref: fact.classId } as const
      await addGround(ctx, { ground: { ...ground, reason: reasons.curator }, card, moderator: true })
    }
  }),
  on('curatorRemoved', async (ctx, fact) => {
    const { pupils, parents } = await chatsOfClass(ctx, fact.classId)
    for (const chatId of [pupils, parents]) {
      await dropGround(ctx, { chatId, personId: fact.personId, kind: 'curator', ref: fact.classId })
    }
  }),
  on('personChanged', async (ctx, fact) => {
    for (const personId of fact.personIds) await refreshCard(ctx, personId)
  }),
]

async function addParent(ctx: Ctx<never>, given: { chatId: string; parentId: string; childId: string }): Promise<void> {
  const child = await viewCard(ctx.tx, given.childId)
  await addGround(ctx, {
    ground: {
      chatId: given.chatId,
      personId: given.parentId,
      kind: 'kin',
      ref: given.childId,
      reason: reasons.kin(child.name),
    },
    card: await viewCard(ctx.tx, given.parentId),
    moderator: false,
  })
}

/** Everybody hears the school's channel; staff are in «Учительская» and its channel besides (rows 5, 29). */
async function placeInSchoolChats(ctx: Ctx<never>, personId: string): Promise<void> {
  await ensureSchoolChats(ctx)
  const card = await viewCard(ctx.tx, personId)
  const moderator = mayModerate(await columnsOfPerson(ctx.tx, personId))
  const join = async (
    kind: 'staffroom' | 'school-channel' | 'staff-channel',
    why: { ground: 'staff' | 'school'; reason: string },
  ) =>
    addGround(ctx, {
      ground: { chatId: await chatOfSchool(ctx, kind), personId, kind: why.ground, ref: personId, reason: why.reason },
      card,
      moderator,
    })
  await join('school-channel', { ground: 'school', reason: reasons.school })
  if (card.standing !== 'staff') return
  await join('staffroom', { ground: 'staff', reason: reasons.staff })
  await join('staff-channel', { ground: 'staff', reason: reasons.staff })
}

async function leaveStaffChats(ctx: Ctx<never>, personId: string): Promise<void> {
  for (const kind of ['staffroom', 'staff-channel'] as const) {
    await dropGround(ctx, { chatId: await chatOfSchool(ctx, kind), personId, kind: 'staff', ref: personId })
  }
}

/** The card on all member rows follows the person; the other one of a direct chat sees it in the list too. */
async function refreshCard(ctx: Ctx<never>, personId: string): Promise<void> {
  const card: Card = await viewCard(ctx.tx, personId)
  const rows = await ctx.tx.many<{ chat_id: string; peer: string | null }>`
    update chats.member m set card = ${JSON.stringify(card)}::jsonb, standing = ${card.standing}
    from chats.chat c where c.id = m.chat_id and m.person_id = ${personId} and m.card <> ${JSON.stringify(card)}::jsonb
    returning m.chat_id, (select o.person_id from chats.member o
                          where c.kind = 'direct' and o.chat_id = c.id and o.person_id <> m.person_id) as peer`
  for (const row of rows) {
    const found = await findMember(ctx.tx, row.chat_id, personId)
    if (found) ctx.live.put(`chat:${row.chat_id}`, memberEntity, found.json)
    if (found?.active) await publishSeat(ctx, row.chat_id, { personId })
    if (row.peer) await publishSeat(ctx, row.chat_id, { personId: row.peer })
  }
}
