import { hide } from '#contract/chats.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterMessage } from './access.ts'
import { bury } from './versions.ts'

export const hideHandler = handle(hide, async (ctx, { messageId }) => {
  const { message } = await enterMessage(ctx, messageId, 'msg.moderate')
  if (message.deleted) return ctx.refuse('message_deleted')
  await bury(ctx, message, 'moderator')
  ctx.ledger({ subject: messageId, detail: { chatId: message.chat_id } })
  return {}
})
