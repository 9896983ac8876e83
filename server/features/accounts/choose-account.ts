import { chooseAccount } from '#contract/accounts.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { createAccount, findByPhone } from './account-store.ts'
import { holdsAccount } from './session-store.ts'
import { signInAs } from './sign-in.ts'
import { lockVerifiedPhone, type VerifiedPhone } from './verified-phone.ts'

/** After a code of a shared phone, or going over to another account of this browser. Either way a factor is asked anew. */
export const chooseAccountHandler = handle(chooseAccount, async (ctx, { accountId }) => {
  const phone = await lockVerifiedPhone(ctx)
  const chosen = accountId === null ? await newAccount(ctx, phone) : await knownAccount(ctx, accountId, phone)
  if (!chosen) return ctx.refuse('unknown_account')
  await signInAs(ctx, chosen, { factorPassed: false })
  return {}
})

async function knownAccount(
  ctx: Ctx<never>,
  accountId: string,
  phone: VerifiedPhone | undefined,
): Promise<string | undefined> {
  const ofPhone = phone ? await findByPhone(ctx.tx, phone.phoneHash) : []
  if (ofPhone.some(({ id }) => id === accountId)) return accountId
  const { hash } = ctx.session
  return hash && (await holdsAccount(ctx.tx, { hash, accountId, now: ctx.now })) ? accountId : undefined
}

async function newAccount(ctx: Ctx<never>, phone: VerifiedPhone | undefined): Promise<string | undefined> {
  if (!phone?.mayCreate) return undefined
  return createAccount(ctx, { phone: ctx.secrets.open('phone', phone.phoneSealed), label: '' })
}
