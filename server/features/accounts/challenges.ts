/** A WebAuthn challenge waits for its answer in the browser that asked for it, and is answered once. */
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { browserHash } from './sign-in.ts'

const validMinutes = 5
type Purpose = 'sign-in' | 'register'

export async function storeChallenge(
  ctx: Pick<Ctx, 'tx' | 'now' | 'session'>,
  purpose: Purpose,
  challenge: string,
): Promise<void> {
  await ctx.tx.run`insert into accounts.challenge (session_hash, purpose, challenge, expires_at)
    values (${browserHash(ctx)}, ${purpose}, ${challenge}, ${new Date(ctx.now + validMinutes * 60_000)})
    on conflict (session_hash, purpose) do update set challenge = excluded.challenge, expires_at = excluded.expires_at`
}

export async function takeChallenge(
  ctx: Pick<Ctx, 'tx' | 'now' | 'session'>,
  purpose: Purpose,
): Promise<string | undefined> {
  const row = await ctx.tx.maybe<{ challenge: string; expires_at: number }>`delete from accounts.challenge
    where session_hash = ${ctx.session.hash} and purpose = ${purpose} returning challenge, expires_at`
  return row && row.expires_at > ctx.now ? row.challenge : undefined
}
