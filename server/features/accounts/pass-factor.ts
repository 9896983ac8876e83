import { passFactor } from '#contract/accounts.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { actingAccount, clearFactorTries, takeFactorTry } from './factors.ts'
import { spendRecoveryCode } from './recovery-codes.ts'
import { signInAs } from './sign-in.ts'
import { spendTotp } from './totp.ts'

/** Passing it gives rights, so the session gets a new id. */
export const passFactorHandler = handle(passFactor, async (ctx, shown) => {
  const accountId = actingAccount(ctx)
  await takeFactorTry(ctx, accountId)
  const spend = shown.by === 'totp' ? spendTotp : spendRecoveryCode
  const found = await spend(ctx, accountId, shown.code)
  if (found !== 'right') return ctx.refuse(found === 'spent' ? 'code_spent' : 'wrong_code', { keep: true })
  await clearFactorTries(ctx.tx, accountId)
  await signInAs(ctx, accountId, { factorPassed: true })
  return {}
})
