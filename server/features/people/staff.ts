import { staff } from '#contract/people.ts'
import { actingPerson } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { mayHearDesk } from './access.ts'
import { staffOf } from './view.ts'

export const staffHandler = handle(staff, async (ctx) => {
  ctx.demand('staffroom.read', { school: true }, true)
  if (mayHearDesk(ctx.may, true)) ctx.live.mark(`desk:${actingPerson(ctx).schoolId}`)
  return { people: await staffOf(ctx.tx) }
})
