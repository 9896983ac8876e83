import { removeMember } from '#contract/chats.ts'
import { actingPerson } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterChatFor, enterMember } from './access.ts'
import { expel } from './membership.ts'
import { countModerators } from './store.ts'

export const removeMemberHandler = handle(removeMember, async (ctx, { chatId, personId }) => {
  const place = await enterChatFor(ctx, chatId, 'chat.members')
  if (place.kind === 'direct') return ctx.refuse('not_in_direct')
  const member = await enterMember(ctx, { chatId, personId })
  if (member.moderator && (await countModerators(ctx.tx, chatId)) === 1) return ctx.refuse('last_moderator')
  await expel(ctx, { chatId, personId, by: actingPerson(ctx).id })
  ctx.ledger({ subject: personId, detail: { chatId } })
  return {}
})
