import { pick } from '#contract/chats.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterChat } from './access.ts'
import { readMembers, readMessages } from './store.ts'

export const pickHandler = handle(pick, async (ctx, { chatId, messages, members }) => {
  await enterChat(ctx, chatId)
  ctx.live.mark(`chat:${chatId}`)
  const found = await readMessages(ctx.tx, chatId, messages)
  const people = [...new Set([...members, ...found.map((one) => one.authorId)])]
  return { messages: found, members: await readMembers(ctx.tx, chatId, people) }
})
