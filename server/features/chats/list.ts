import { list } from '#contract/chats.ts'
import { actingPerson } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { findPlaces } from './store.ts'

export const listHandler = handle(list, async (ctx) => {
  const me = actingPerson(ctx).id
  ctx.demand('chat.list', { member: true }, true)
  const places = await findPlaces(ctx.tx, me)
  ctx.live.mark(`person:${me}`)
  for (const place of places) ctx.live.mark(`chat:${place.id}`)
  return {
    chats: places.map((place) => place.json),
    seats: places.map((place) => place.seat),
    messages: places.flatMap((place) => place.message ?? []),
    members: places.flatMap((place) => place.author ?? []),
  }
})
