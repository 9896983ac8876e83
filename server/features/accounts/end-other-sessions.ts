import { endOtherSessions } from '#contract/accounts.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { actingAccount } from './factors.ts'
import { endSession, sessionsOf } from './session-store.ts'

export const endOtherSessionsHandler = handle(endOtherSessions, async (ctx) => {
  const accountId = actingAccount(ctx)
  const others = (await sessionsOf(ctx.tx, accountId, ctx.now)).filter(({ id }) => id !== ctx.actor.sessionId)
  for (const { hash } of others) await endSession(ctx.tx, hash, ctx.now)
  ctx.closeSessions(others.map(({ hash }) => hash))
  ctx.ledger({ subject: `account:${accountId}`, detail: { ended: others.length } })
  return { ended: others.length }
})
