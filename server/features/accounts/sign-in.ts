/** The one way into an account. A new random session id each time: what an attacker planted or saw before is worth nothing. */
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { addCurrentAccount, carryAccounts, endSession, fitSessionLife, insertSession } from './session-store.ts'

export type SignInCtx = Pick<Ctx, 'tx' | 'now' | 'newId' | 'session' | 'closeSessions'>

/**
 * Opens a new session with this account as the current one. Other accounts of the browser's old session come along, but
 * have to show their second factor again; the old session ends. Also used when a factor was passed: a role change.
 */
export async function signInAs(ctx: SignInCtx, accountId: string, how: { factorPassed: boolean }): Promise<void> {
  const { tx, now } = ctx
  const old = ctx.session.hash
  const hash = ctx.session.issue()
  await insertSession(tx, { hash, id: ctx.newId(), device: ctx.session.device, network: ctx.session.network, now })
  if (old && (await endSession(tx, old, now))) {
    await carryAccounts(tx, { from: old, to: hash, except: accountId })
    ctx.closeSessions([old])
  }
  await addCurrentAccount(tx, { hash, accountId, factorAt: how.factorPassed ? now : null, now })
  await fitSessionLife(tx, hash)
  if (old) await tx.run`delete from accounts.verified_phone where session_hash = ${old}`
}

/** Nobody who was signed in here before comes along: the example, where one is somebody else every minute. */
export async function signInAlone(ctx: SignInCtx, accountId: string, how: { factorPassed: boolean }): Promise<void> {
  const { hash } = ctx.session
  if (hash && (await endSession(ctx.tx, hash, ctx.now))) ctx.closeSessions([hash])
  await signInAs(ctx, accountId, how)
}

/** The hash of the browser's session; a stranger without a cookie gets one, so that codes can be bound to his browser. */
export function browserHash(ctx: Pick<Ctx, 'session'>): Buffer {
  return ctx.session.hash ?? ctx.session.issue()
}
