import { members } from '#contract/chats.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterChat } from './access.ts'
import { readActiveMembers } from './store.ts'

export const membersHandler = handle(members, async (ctx, { chatId, offset, limit }) => {
  const place = await enterChat(ctx, chatId)
  ctx.live.mark(`chat:${chatId}`)
  return { members: await readActiveMembers(ctx.tx, chatId, { offset, limit }), total: place.json.members }
})
