import { list } from '#contract/invites.ts'
import { curatedBy, enterClass, markClass } from '#server/features/classes/index.ts'
import { mayHearDesk } from '#server/features/people/index.ts'
import { actingPerson } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { viewLinks } from './links.ts'
import { findLinks } from './store.ts'
import type { LinkRow } from './tables.ts'

/** Each sees what the table lets him: administrators all, a class teacher his class's, others those they made. */
export const listHandler = handle(list, async (ctx, { classId }) => {
  ctx.demand('invite.list', { school: true, owner: true, curator: true }, true)
  const me = actingPerson(ctx)
  if (classId !== null) {
    await enterClass(ctx, classId, 'class.card')
    await markClass(ctx, classId)
  } else if (mayHearDesk(ctx.may, true)) ctx.live.mark(`desk:${me.schoolId}`)
  const curated = new Set<string | null>(await curatedBy(ctx.tx, me.id))
  const isSeen = (row: LinkRow) =>
    ctx.may('invite.list', { school: true, owner: row.created_by === me.id, curator: curated.has(row.class_id) }) ===
    'yes'
  const rows = await findLinks(ctx.tx, classId)
  return { links: await viewLinks(ctx.tx, rows.filter(isSeen), ctx.now) }
})
