import { followApplication } from '#contract/schools.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterByLink } from './access.ts'
import { viewOf } from './view.ts'

export const followApplicationHandler = handle(followApplication, async (ctx, { token }) => {
  const row = await enterByLink(ctx, token)
  return { application: viewOf(row, ctx.secrets), supportEmail: ctx.config.supportEmail }
})
