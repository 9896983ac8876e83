import { addMember } from '#contract/chats.ts'
import { findPerson, viewCard } from '#server/features/people/index.ts'
import { actingPerson } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterChatFor } from './access.ts'
import { addGround, readmit } from './membership.ts'
import { reasons } from './reasons.ts'
import { findMember } from './store.ts'

export const addMemberHandler = handle(addMember, async (ctx, { chatId, personId }) => {
  const place = await enterChatFor(ctx, chatId, 'chat.members')
  if (place.kind === 'direct') return ctx.refuse('not_in_direct')
  if (!(await findPerson(ctx.tx, personId))) return ctx.refuse('not_found')
  if ((await findMember(ctx.tx, chatId, personId))?.active) return ctx.refuse('already_member')
  if (!(await readmit(ctx, { chatId, personId }))) {
    const card = await viewCard(ctx.tx, personId)
    if (card.standing !== 'staff') return ctx.refuse('only_staff')
    const me = await viewCard(ctx.tx, actingPerson(ctx).id)
    const ground = { chatId, personId, kind: 'hand', ref: me.personId, reason: reasons.hand(me.name) } as const
    await addGround(ctx, { ground, card, moderator: false })
  }
  ctx.ledger({ subject: personId, detail: { chatId } })
  return {}
})
