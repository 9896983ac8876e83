/** Ten one-time codes for the day the phone with the second factor is lost. */
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { randomCode, shownCode } from '#server/kernel/secrets/codes.ts'

const howMany = 10

type CodesCtx = Pick<Ctx, 'tx' | 'now' | 'secrets'>

/** With the first factor: new codes, shown once. Null where the account has some already. */
export async function giveRecoveryCodes(ctx: CodesCtx, accountId: string): Promise<string[] | null> {
  const left = await ctx.tx
    .maybe`select 1 from accounts.recovery_code where account_id = ${accountId} and used_at is null limit 1`
  if (left) return null
  const codes = Array.from({ length: howMany }, randomCode)
  const hashes = codes.map((code) => hashOf(ctx, accountId, code))
  await ctx.tx.run`delete from accounts.recovery_code where account_id = ${accountId}`
  await ctx.tx
    .run`insert into accounts.recovery_code (account_id, hash) select ${accountId}, unnest(${hashes}::bytea[])`
  return codes.map(shownCode)
}

/** `spent`: it was right, but somebody used it already. */
export async function spendRecoveryCode(
  ctx: CodesCtx,
  accountId: string,
  code: string,
): Promise<'right' | 'wrong' | 'spent'> {
  const hash = hashOf(ctx, accountId, code)
  const spent = await ctx.tx.run`update accounts.recovery_code set used_at = ${new Date(ctx.now)}
    where account_id = ${accountId} and hash = ${hash} and used_at is null`
  if (spent === 1) return 'right'
  const known = await ctx.tx
    .maybe`select 1 from accounts.recovery_code where account_id = ${accountId} and hash = ${hash}`
  return known ? 'spent' : 'wrong'
}

function hashOf(ctx: CodesCtx, accountId: string, code: string): Buffer {
  return ctx.secrets.hash('recovery-code', `${accountId} ${code}`)
}
