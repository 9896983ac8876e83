import { enterLoginCode } from '#contract/accounts.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { demandNoPause, refuseGuess } from './guess-limits.ts'
import { spendLoginCode } from './login-codes.ts'
import { endSessionsOf } from './session-store.ts'
import { signInAs } from './sign-in.ts'

/** Whoever has the lost phone loses the sessions on it. A second factor is still asked. */
export const enterLoginCodeHandler = handle(enterLoginCode, async (ctx, { code }) => {
  await demandNoPause(ctx)
  const accountId = await spendLoginCode(ctx, code)
  if (!accountId) return refuseGuess(ctx)
  ctx.closeSessions(await endSessionsOf(ctx.tx, accountId, ctx.now))
  await signInAs(ctx, accountId, { factorPassed: false })
  ctx.ledger({ subject: `account:${accountId}` })
  return {}
})
