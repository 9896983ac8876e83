import { mine } from '#contract/invites.ts'
import type { OutputOf } from '#contract/kernel/define.ts'
import { curatorsOf, viewClassNames } from '#server/features/classes/index.ts'
import { administratorsOf, viewNames } from '#server/features/people/index.ts'
import { viewSchool } from '#server/features/schools/index.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { findRequestsOf, schoolsAsked } from './store.ts'
import type { RequestRow } from './tables.ts'

type Mine = OutputOf<typeof mine>['requests'][number]

/** From school to school, each within its own row-level security. */
export const mineHandler = handle(mine, async (ctx) => {
  ctx.demand('me.read', { owner: true }, true)
  const accountId = ctx.actor.accountId ?? ctx.refuse('unauthorized')
  const requests: Mine[] = []
  for (const schoolId of await schoolsAsked(ctx.tx, accountId)) {
    await ctx.enterSchool(schoolId)
    const { shortName } = await viewSchool(ctx.tx, schoolId)
    for (const row of await findRequestsOf(ctx.tx, accountId)) requests.push(await viewMine(ctx, row, shortName))
  }
  return { requests }
})

async function viewMine(ctx: Ctx<never>, row: RequestRow, schoolName: string): Promise<Mine> {
  const classNames = await viewClassNames(ctx.tx, row.class_id === null ? [] : [row.class_id])
  return {
    id: row.id,
    kind: row.kind,
    schoolName,
    className: row.class_id === null ? null : (classNames.get(row.class_id) ?? null),
    state: row.state,
    reason: row.reason,
    ask: await whomToAsk(ctx, row.class_id),
    createdAt: row.created_at,
  }
}

/** «Елена Сергеевна Круглова, классный руководитель»; without one, the administrator of the school. */
async function whomToAsk(ctx: Ctx<never>, classId: string | null): Promise<string | null> {
  const [curatorId] = classId === null ? [] : await curatorsOf(ctx.tx, classId)
  const curator = curatorId && (await viewNames(ctx.tx, [curatorId])).get(curatorId)
  if (curator) return `${curator}, классный руководитель`
  const [administrator] = await administratorsOf(ctx.tx)
  return administrator ? `${administrator}, администратор школы` : null
}
