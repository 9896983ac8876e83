import { listSessions } from '#contract/accounts.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { actingAccount } from './factors.ts'
import { sessionsOf } from './session-store.ts'

export const listSessionsHandler = handle(listSessions, async (ctx) => {
  const rows = await sessionsOf(ctx.tx, actingAccount(ctx), ctx.now)
  const sessions = rows.map((row) => ({
    id: row.id,
    current: row.id === ctx.actor.sessionId,
    device: row.device,
    network: row.network,
    createdAt: row.created_at,
    seenAt: row.seen_at,
  }))
  return { sessions }
})
