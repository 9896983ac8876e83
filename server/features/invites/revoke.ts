import { revoke } from '#contract/invites.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterLink } from './access.ts'
import { showLink } from './links.ts'

export const revokeHandler = handle(revoke, async (ctx, { linkId }) => {
  await enterLink(ctx, linkId, () => 'invite.revoke')
  await annulLink(ctx, linkId)
  ctx.ledger({ subject: `link:${linkId}` })
  return {}
})

/** At once and for good; a second time changes nothing. */
export async function annulLink(ctx: Ctx<never>, linkId: string): Promise<void> {
  await ctx.tx
    .run`update invites.link set revoked_at = ${new Date(ctx.now)}, revoked_by = ${ctx.actor.person?.id ?? null}
    where id = ${linkId} and revoked_at is null`
  await showLink(ctx, linkId)
}
