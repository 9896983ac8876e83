/** A phone whose code was entered, while its owner chooses which of its accounts to enter. */
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'

const minutesToChoose = 15

export interface VerifiedPhone {
  readonly phoneHash: Buffer
  readonly phoneSealed: Buffer
  readonly mayCreate: boolean
}

export async function rememberPhone(ctx: Pick<Ctx, 'tx' | 'now' | 'session'>, phone: VerifiedPhone): Promise<void> {
  await ctx.tx.run`insert into accounts.verified_phone (session_hash, phone_hash, phone_sealed, may_create, expires_at)
    values (${ctx.session.hash}, ${phone.phoneHash}, ${phone.phoneSealed}, ${phone.mayCreate},
            ${new Date(ctx.now + minutesToChoose * 60_000)})
    on conflict (session_hash) do update set phone_hash = excluded.phone_hash, phone_sealed = excluded.phone_sealed,
      may_create = excluded.may_create, expires_at = excluded.expires_at`
}

/** Locked, so that one of two parallel choices is the first; signing in removes it. */
export async function lockVerifiedPhone(ctx: Pick<Ctx, 'tx' | 'now' | 'session'>): Promise<VerifiedPhone | undefined> {
  const row = await ctx.tx.maybe<{ phone_hash: Buffer; phone_sealed: Buffer; may_create: boolean }>`
    select phone_hash, phone_sealed, may_create from accounts.verified_phone
    where session_hash = ${ctx.session.hash} and expires_at > ${new Date(ctx.now)} for update`
  return row && { phoneHash: row.phone_hash, phoneSealed: row.phone_sealed, mayCreate: row.may_create }
}
