import { changeWindow, edit } from '#contract/chats.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterMessage } from './access.ts'
import { keepVersion, publishMessage } from './versions.ts'

export const editHandler = handle(edit, async (ctx, { messageId, text }) => {
  const { message, place } = await enterMessage(ctx, messageId, 'msg.edit.own')
  if (message.deleted) return ctx.refuse('message_deleted')
  if (ctx.now - message.at > changeWindow(place.seat.standing)) return ctx.refuse('too_late')
  await keepVersion(ctx, message)
  await ctx.tx.run`update chats.message set text = ${text}, edited_at = ${new Date(ctx.now)} where id = ${messageId}`
  return { message: await publishMessage(ctx, messageId) }
})
