import { chat, setWriteMode } from '#contract/chats.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterChatFor } from './access.ts'
import { viewChat } from './store.ts'

export const setWriteModeHandler = handle(setWriteMode, async (ctx, { chatId, mode, closedUntil }) => {
  const place = await enterChatFor(ctx, chatId, 'msg.moderate')
  if (place.kind === 'direct') return ctx.refuse('not_in_direct')
  if (closedUntil !== null && closedUntil <= ctx.now) return ctx.refuse('time_passed')
  await ctx.tx.run`
    update chats.chat set write_mode = ${mode}, closed_until = ${closedUntil === null ? null : new Date(closedUntil)}
    where id = ${chatId}`
  ctx.live.put(`chat:${chatId}`, chat, (await viewChat(ctx.tx, chatId)).json)
  ctx.ledger({ subject: chatId, detail: { mode, closedUntil } })
  return {}
})
