import { viewApplication } from '#contract/schools.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterApplication } from './access.ts'
import { viewOf } from './view.ts'

export const viewApplicationHandler = handle(viewApplication, async (ctx, { applicationId }) => {
  const row = await enterApplication(ctx, applicationId)
  const person = ctx.actor.person ? `?person=${ctx.actor.person.id}` : ''
  return { application: viewOf(row, ctx.secrets), orderUrl: `/files/order/${row.id}${person}` }
})
