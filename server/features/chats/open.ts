import { open } from '#contract/chats.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { actingPerson } from '#server/kernel/dispatch/ctx.ts'
import { enterChat } from './access.ts'
import { readActiveMembers, readPage } from './store.ts'

/** Messages of a first page, and members of a chat that is small enough to know all of them. */
const pageLength = 60
const knownMembers = 100

export const openHandler = handle(open, async (ctx, { chatId, around }) => {
  const place = await enterChat(ctx, chatId)
  const to = around === null ? place.last : Math.min(place.last, Math.ceil(around + pageLength / 2))
  const page = await readPage(ctx.tx, { chatId, from: to - pageLength + 1, to })
  const all = place.json.members <= knownMembers
  const members = all ? await readActiveMembers(ctx.tx, chatId, { offset: 0, limit: knownMembers }) : []
  ctx.live.mark(`chat:${chatId}`)
  ctx.live.mark(`person:${actingPerson(ctx).id}`)
  const known = new Map([...page.members, ...members].map((member) => [member.id, member]))
  return { chat: place.json, seat: place.seat, messages: page.messages, members: [...known.values()], last: place.last }
})
