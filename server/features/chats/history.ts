import { history } from '#contract/chats.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterChat } from './access.ts'
import { readPage } from './store.ts'

export const historyHandler = handle(history, async (ctx, { chatId, from, direction, limit }) => {
  await enterChat(ctx, chatId)
  ctx.live.mark(`chat:${chatId}`)
  const range = direction === 'before' ? { from: from - limit, to: from - 1 } : { from: from + 1, to: from + limit }
  return readPage(ctx.tx, { chatId, ...range })
})
