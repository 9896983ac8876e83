import { reveal } from '#contract/invites.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterLink, handingOf } from './access.ts'
import { stateOf } from './links.ts'
import { linkToken } from './secrets.ts'

export const revealHandler = handle(reveal, async (ctx, { linkId }) => {
  const link = await enterLink(ctx, linkId, handingOf)
  if (stateOf(link, ctx.now) !== 'live') return ctx.refuse('link_dead')
  ctx.ledger({ subject: `link:${linkId}` })
  return { token: linkToken(ctx, link) }
})
