import { member as memberEntity, setModerator } from '#contract/chats.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterChatFor, enterMember } from './access.ts'
import { publishSeat } from './membership.ts'
import { countModerators, findMember } from './store.ts'

export const setModeratorHandler = handle(setModerator, async (ctx, { chatId, personId, moderator }) => {
  const place = await enterChatFor(ctx, chatId, 'chat.members')
  if (place.kind === 'direct') return ctx.refuse('not_in_direct')
  const member = await enterMember(ctx, { chatId, personId })
  if (moderator && member.standing !== 'staff') return ctx.refuse('only_staff')
  if (!moderator && member.moderator && (await countModerators(ctx.tx, chatId)) === 1)
    return ctx.refuse('last_moderator')
  await ctx.tx.run`
    update chats.member set moderator = ${moderator} where chat_id = ${chatId} and person_id = ${personId}`
  const after = await findMember(ctx.tx, chatId, personId)
  if (after) ctx.live.put(`chat:${chatId}`, memberEntity, after.json)
  await publishSeat(ctx, chatId, { personId })
  ctx.ledger({ subject: personId, detail: { chatId, moderator } })
  return {}
})
