/** One-time codes to enter again after a phone was lost; who may give one is decided by higher features. */
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { randomCode, shownCode } from '#server/kernel/secrets/codes.ts'

const validHours = 24

type CodeCtx = Pick<Ctx, 'tx' | 'now' | 'secrets'>

/** A code for the account, shown once; an earlier one stops working. Using it ends the account's old sessions. */
export async function makeLoginCode(ctx: CodeCtx, accountId: string): Promise<{ code: string; validHours: number }> {
  const code = randomCode()
  await ctx.tx.run`update accounts.login_code set revoked_at = ${new Date(ctx.now)}
    where account_id = ${accountId} and used_at is null and revoked_at is null`
  await ctx.tx.run`insert into accounts.login_code (hash, account_id, created_at, expires_at)
    values (${hashOf(ctx, code)}, ${accountId}, ${new Date(ctx.now)}, ${new Date(ctx.now + validHours * 3_600_000)})`
  return { code: shownCode(code), validHours }
}

/** Whether the code would let in; spends nothing. */
export async function isLoginCode(ctx: CodeCtx, code: string): Promise<boolean> {
  const row = await ctx.tx.maybe`select 1 from accounts.login_code
    where hash = ${hashOf(ctx, code)} and used_at is null and revoked_at is null and expires_at > ${new Date(ctx.now)}`
  return row !== undefined
}

/** Spends the code; of many at once exactly one gets the account. */
export async function spendLoginCode(ctx: CodeCtx, code: string): Promise<string | undefined> {
  const row = await ctx.tx.maybe<{ account_id: string }>`update accounts.login_code set used_at = ${new Date(ctx.now)}
    where hash = ${hashOf(ctx, code)} and used_at is null and revoked_at is null and expires_at > ${new Date(ctx.now)}
    returning account_id`
  return row?.account_id
}

function hashOf(ctx: CodeCtx, code: string): Buffer {
  return ctx.secrets.hash('login-code', code)
}
