import { confirmTotp } from '#contract/accounts.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { clearFactorTries, demandMayAddFactor, takeFactorTry } from './factors.ts'
import { giveRecoveryCodes } from './recovery-codes.ts'
import { signInAs } from './sign-in.ts'
import { totpStep } from './totp.ts'

export const confirmTotpHandler = handle(confirmTotp, async (ctx, { code }) => {
  const accountId = await demandMayAddFactor(ctx)
  await takeFactorTry(ctx, accountId)
  const row = await ctx.tx.maybe<{ pending: Buffer | null }>`
    select pending from accounts.totp where account_id = ${accountId} for update`
  if (!row?.pending) return ctx.refuse('not_begun')
  const step = totpStep(ctx.secrets.open('totp', row.pending), code, ctx.now)
  if (step === null) return ctx.refuse('wrong_code', { keep: true })
  await ctx.tx
    .run`update accounts.totp set sealed = pending, pending = null, last_step = ${step} where account_id = ${accountId}`
  await clearFactorTries(ctx.tx, accountId)
  const recoveryCodes = await giveRecoveryCodes(ctx, accountId)
  await signInAs(ctx, accountId, { factorPassed: true })
  ctx.ledger({ subject: `account:${accountId}`, detail: { factor: 'totp' } })
  return { recoveryCodes }
})
