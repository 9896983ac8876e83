/**
 * Finding what a secret opens, for somebody who may be a stranger. Wrong, expired, spent and annulled invitations are
 * answered by the same statements and the same refusal; failures are counted, so that guessing is dear.
 */
import type { ErrorOf } from '#contract/kernel/define.ts'
import type { look } from '#contract/invites.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { countUp, readCount, secondsUntil } from '#server/kernel/limits/counters.ts'
import { secretHash } from './secrets.ts'
import type { CodeRow, LinkRow } from './tables.ts'

export type InviteCtx = Ctx<ErrorOf<typeof look>>

export interface Invitation {
  readonly link: LinkRow | undefined
  readonly code: CodeRow | undefined
}

const nobody = '00000000-0000-0000-0000-000000000000'

interface Found {
  readonly kind: 'link' | 'code'
  readonly id: string
  readonly school_id: string
}

/** Goes into the school that the secret belongs to; a wrong secret belongs to a school that does not exist. */
async function enterBySecret(ctx: InviteCtx, secret: string): Promise<string> {
  const found = await ctx.tx
    .maybe<Found>`select kind, id, school_id from invites.find_secret(${secretHash(ctx, secret)})`
  await ctx.enterSchool(found?.school_id ?? nobody)
  return found?.id ?? nobody
}

/** What the secret would open now; spends nothing. */
export async function findInvitation(ctx: InviteCtx, secret: string): Promise<Invitation> {
  const id = await enterBySecret(ctx, secret)
  const link = await ctx.tx.maybe<LinkRow>`select * from invites.link
    where id = ${id} and revoked_at is null and expires_at > ${new Date(ctx.now)} and uses < max_uses`
  const code = await ctx.tx.maybe<CodeRow>`select * from invites.code
    where id = ${id} and revoked_at is null and expires_at > ${new Date(ctx.now)} and used_at is null`
  return { link, code }
}

/** Spends one use: of many at once no more get through than the invitation allows. */
export async function spendInvitation(ctx: InviteCtx, secret: string): Promise<Invitation> {
  const id = await enterBySecret(ctx, secret)
  const link = await ctx.tx.maybe<LinkRow>`update invites.link set uses = uses + 1, last_used_at = ${new Date(ctx.now)}
    where id = ${id} and revoked_at is null and expires_at > ${new Date(ctx.now)} and uses < max_uses returning *`
  const code = await ctx.tx.maybe<CodeRow>`update invites.code set used_at = ${new Date(ctx.now)}
    where id = ${id} and revoked_at is null and expires_at > ${new Date(ctx.now)} and used_at is null returning *`
  return { link, code }
}

/** Failures an hour: of one browser, and of one network, where a whole school may sit behind one address. */
const mostFailures = { session: 20, network: 1000 } as const
const hour = 3600

function countersOf(ctx: InviteCtx): { key: string; most: number }[] {
  const session = ctx.session.hash?.toString('base64url') ?? 'none'
  return [
    { key: `invites session ${session}`, most: session === 'none' ? mostFailures.network : mostFailures.session },
    { key: `invites network ${ctx.session.network}`, most: mostFailures.network },
  ]
}

/** Before a secret is looked at. */
export async function demandFewFailures(ctx: InviteCtx): Promise<void> {
  for (const { key, most } of countersOf(ctx)) {
    const failed = await readCount(ctx.tx, key, ctx.now)
    if (failed.count >= most) ctx.refuse('too_many', { retryAfter: secondsUntil(failed.resetsAt, ctx.now) })
  }
}

/** The one refusal of whatever opens nothing. What was counted stays. */
export async function refuseDead(ctx: InviteCtx): Promise<never> {
  for (const { key, most } of countersOf(ctx)) {
    const { count, resetsAt } = await countUp(ctx.tx, key, { now: ctx.now, seconds: hour })
    // of many guesses at once no more are answered than the limit allows
    if (count > most) ctx.refuse('too_many', { retryAfter: secondsUntil(resetsAt, ctx.now), keep: true })
  }
  return ctx.refuse('dead_invitation', { keep: true })
}
