import { revokeCode } from '#contract/invites.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterCode } from './access.ts'
import { showCode } from './codes.ts'

/** A used code stays used. */
export const revokeCodeHandler = handle(revokeCode, async (ctx, { codeId }) => {
  await enterCode(ctx, codeId)
  await ctx.tx.run`update invites.code set revoked_at = ${new Date(ctx.now)}
    where id = ${codeId} and used_at is null and revoked_at is null`
  await showCode(ctx, codeId)
  ctx.ledger({ subject: `code:${codeId}` })
  return {}
})
