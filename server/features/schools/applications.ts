import { applications } from '#contract/schools.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { listApplications } from './store.ts'
import { viewOf } from './view.ts'

/** The operator's queue, or what was answered before. */
export const applicationsHandler = handle(applications, async (ctx, { open }) => {
  ctx.demand('org.application.read', {}, true)
  const rows = await listApplications(ctx.tx, open)
  return { applications: rows.map((row) => viewOf(row, ctx.secrets)) }
})
