import { requests } from '#contract/invites.ts'
import { curatedBy, enterClass, markClass } from '#server/features/classes/index.ts'
import { mayHearDesk } from '#server/features/people/index.ts'
import { actingPerson } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { answeredForMs, viewRequests } from './requests-view.ts'
import { findRequests } from './store.ts'
import type { RequestRow } from './tables.ts'

/** All that the actor may answer: administrators everything, a class teacher what waits for his class. */
export const requestsHandler = handle(requests, async (ctx, { classId }) => {
  const me = actingPerson(ctx)
  const mayStaff = ctx.may('join.review.staff', { school: true }) === 'yes'
  if (classId !== null) {
    await enterClass(ctx, classId, 'join.review')
    await markClass(ctx, classId)
  } else {
    if (!mayStaff) ctx.demand('join.review', { school: true, curator: true }, true)
    if (mayHearDesk(ctx.may, true)) ctx.live.mark(`desk:${me.schoolId}`)
  }
  const curated = new Set<string | null>(await curatedBy(ctx.tx, me.id))
  const isAnswerable = (row: RequestRow) =>
    row.class_id === null
      ? mayStaff
      : ctx.may('join.review', { school: true, curator: curated.has(row.class_id) }) === 'yes'
  const rows = await findRequests(ctx.tx, classId, ctx.now - answeredForMs)
  return { requests: await viewRequests(ctx.tx, rows.filter(isAnswerable)) }
})
