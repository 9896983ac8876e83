import { giveAdminLoginCode } from '#contract/schools.ts'
import { makeLoginCode } from '#server/features/accounts/index.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { findApplication } from './store.ts'

/** For the administrator who lost the phone; the second factor is still asked. */
export const giveAdminLoginCodeHandler = handle(giveAdminLoginCode, async (ctx, { applicationId }) => {
  ctx.demand('login.reset.admin', {}, true)
  const row = (await findApplication(ctx.tx, applicationId)) ?? ctx.refuse('not_found')
  if (!row.admin_account_id) return ctx.refuse('no_administrator')
  ctx.ledger({ subject: `account:${row.admin_account_id}` })
  return makeLoginCode(ctx, row.admin_account_id)
})
