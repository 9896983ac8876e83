import { handOver } from '#contract/invites.ts'
import { curatorsOf } from '#server/features/classes/index.ts'
import { actingPerson } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterLink } from './access.ts'
import { showLink, stateOf } from './links.ts'

/** «Передать» (FEATURES row 11): to whom and when is kept. */
export const handOverHandler = handle(handOver, async (ctx, { linkId, personId }) => {
  const link = await enterLink(ctx, linkId, () => 'invite.pupil')
  if (stateOf(link, ctx.now) !== 'live') return ctx.refuse('link_dead')
  const curators = link.class_id === null ? [] : await curatorsOf(ctx.tx, link.class_id)
  if (!curators.includes(personId)) return ctx.refuse('not_curator')
  await ctx.tx.run`insert into invites.handover (link_id, school_id, person_id, by_id, at)
    values (${linkId}, kernel.school(), ${personId}, ${actingPerson(ctx).id}, ${new Date(ctx.now)})
    on conflict (link_id, person_id) do update set at = excluded.at, by_id = excluded.by_id`
  await showLink(ctx, linkId)
  ctx.ledger({ subject: `link:${linkId}`, detail: { personId } })
  return {}
})
