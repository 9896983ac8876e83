import { enterCode } from '#contract/accounts.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { createAccount, findByPhone } from './account-store.ts'
import { demandNoPause, refuseGuess } from './guess-limits.ts'
import { spendCode, tryCode } from './phone-codes.ts'
import { signInAs } from './sign-in.ts'
import { rememberPhone } from './verified-phone.ts'

export const enterCodeHandler = handle(enterCode, async (ctx, { code }) => {
  await demandNoPause(ctx)
  const tried = await tryCode(ctx, code)
  if (!tried) return ctx.refuse('code_spent')
  const accounts = await findByPhone(ctx.tx, tried.phoneHash)
  // a number without an account had no code sent, so even the right digits are a guess
  if (!tried.isRight || (accounts.length === 0 && !tried.mayCreate)) return refuseGuess(ctx)
  await spendCode(ctx, tried.id)
  const isChoice = accounts.length > 1 || (accounts.length > 0 && tried.mayCreate)
  if (isChoice) {
    await rememberPhone(ctx, tried)
    const listed = accounts.map(({ id, label }) => ({ accountId: id, label }))
    return { accounts: listed, mayBeNew: tried.mayCreate }
  }
  const phone = ctx.secrets.open('phone', tried.phoneSealed)
  const accountId = accounts[0]?.id ?? (await createAccount(ctx, { phone, label: '' }))
  await signInAs(ctx, accountId, { factorPassed: false })
  return { accounts: [], mayBeNew: false }
})
