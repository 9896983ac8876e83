/** The second factor of an account: TOTP or passkeys, with recovery codes. */
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import type { Tx } from '#server/kernel/db/tx.ts'
import { clearCount, countUp, secondsUntil } from '#server/kernel/limits/counters.ts'

const triesOfFactor = 5
const windowSeconds = 15 * 60

export interface Factors {
  readonly methods: ('totp' | 'passkey')[]
  readonly recoveryCodesLeft: number
}

export async function factorsOf(tx: Tx, accountId: string): Promise<Factors> {
  const row = await tx.one<{ has_totp: boolean; has_passkey: boolean; codes: number }>`select
    exists (select 1 from accounts.totp where account_id = ${accountId} and sealed is not null) as has_totp,
    exists (select 1 from accounts.passkey where account_id = ${accountId}) as has_passkey,
    (select count(*) from accounts.recovery_code where account_id = ${accountId} and used_at is null) as codes`
  const methods: Factors['methods'] = []
  if (row.has_totp) methods.push('totp')
  if (row.has_passkey) methods.push('passkey')
  return { methods, recoveryCodesLeft: row.codes }
}

/** The account of a `caller: 'account'` call; dispatch has made sure there is one. */
export function actingAccount(ctx: Pick<Ctx, 'actor'>): string {
  if (!ctx.actor.accountId) throw new Error('This call was declared for strangers, but asks for an account.')
  return ctx.actor.accountId
}

/** Whoever only has the first factor must not replace the second: a new one is added after an old one was shown. */
export async function demandMayAddFactor(ctx: Ctx<never>): Promise<string> {
  const accountId = actingAccount(ctx)
  const { methods } = await factorsOf(ctx.tx, accountId)
  if (methods.length > 0 && !ctx.actor.factorPassed) ctx.refuse('second_factor_needed')
  return accountId
}

/** Five tries in a quarter of an hour, held by one locked row; a right code clears it. */
export async function takeFactorTry(ctx: Pick<Ctx<never>, 'tx' | 'now' | 'refuse'>, accountId: string): Promise<void> {
  const { count, resetsAt } = await countUp(ctx.tx, keyOf(accountId), { now: ctx.now, seconds: windowSeconds })
  if (count > triesOfFactor) ctx.refuse('too_many', { retryAfter: secondsUntil(resetsAt, ctx.now) })
}

export async function clearFactorTries(tx: Tx, accountId: string): Promise<void> {
  await clearCount(tx, keyOf(accountId))
}

function keyOf(accountId: string): string {
  return `accounts factor ${accountId}`
}
