import { signOut } from '#contract/accounts.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { endSession } from './session-store.ts'

/** Leaves with all accounts of this browser. */
export const signOutHandler = handle(signOut, async (ctx) => {
  const { hash } = ctx.session
  if (hash && (await endSession(ctx.tx, hash, ctx.now))) ctx.closeSessions([hash])
  ctx.session.forget()
  return {}
})
