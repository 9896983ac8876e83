import { changeWindow, remove } from '#contract/chats.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterMessage } from './access.ts'
import { bury } from './versions.ts'

export const removeHandler = handle(remove, async (ctx, { messageId }) => {
  const { message, place } = await enterMessage(ctx, messageId, 'msg.delete.own')
  if (message.deleted) return ctx.refuse('message_deleted')
  if (ctx.now - message.at > changeWindow(place.seat.standing)) return ctx.refuse('too_late')
  await bury(ctx, message, 'author')
  return {}
})
