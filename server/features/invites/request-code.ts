import { requestCode } from '#contract/invites.ts'
import { sendCode } from '#server/features/accounts/index.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { demandFewFailures, findInvitation, refuseDead } from './open-invitation.ts'

/** With a live invitation in hand a phone may get an account that it did not have. */
export const requestCodeHandler = handle(requestCode, async (ctx, { secret, phone }) => {
  ctx.demand('invite.redeem', {}, true)
  await demandFewFailures(ctx)
  const { link, code } = await findInvitation(ctx, secret)
  if (!link && !code) return refuseDead(ctx)
  if (ctx.config.sms === null) return ctx.refuse('no_gateway')
  return sendCode(ctx, { phone, mayCreate: true })
})
