import { endSession } from '#contract/accounts.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { actingAccount } from './factors.ts'
import * as store from './session-store.ts'

/** Another account's session is not there at all. */
export const endSessionHandler = handle(endSession, async (ctx, { sessionId }) => {
  const own = await store.sessionsOf(ctx.tx, actingAccount(ctx), ctx.now)
  const found = own.find((session) => session.id === sessionId)
  if (!found) return ctx.refuse('not_found')
  await store.endSession(ctx.tx, found.hash, ctx.now)
  ctx.closeSessions([found.hash])
  if (found.id === ctx.actor.sessionId) ctx.session.forget()
  ctx.ledger({ subject: `session:${sessionId}` })
  return {}
})
