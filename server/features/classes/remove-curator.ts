import { removeCurator } from '#contract/classes.ts'
import { decide } from '#contract/kernel/policy.ts'
import { noteCurator, rightsColumnsOf } from '#server/features/people/index.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterClassToChange, mayHearClass, relationToClass } from './access.ts'
import { showClass } from './live.ts'
import { findCurated } from './store.ts'
import type { ClassRow } from './tables.ts'

export const removeCuratorHandler = handle(removeCurator, async (ctx, { classId, personId }) => {
  const found = await enterClassToChange(ctx, classId, 'curator.assign')
  if (!(await detachCurator(ctx, found, personId))) return ctx.refuse('not_curator')
  await showClass(ctx, classId)
  ctx.ledger({ subject: `class:${classId}`, detail: { personId } })
  return {}
})

/** Ends the assignment and, in the same transaction, all that it opened. False where there was none. */
export async function detachCurator(ctx: Ctx<never>, from: ClassRow, personId: string): Promise<boolean> {
  const ended = await ctx.tx.run`update classes.curator set until = ${new Date(ctx.now)}
    where class_id = ${from.id} and person_id = ${personId} and until is null`
  if (ended === 0) return false
  const left = await findCurated(ctx.tx, personId)
  await noteCurator(ctx, personId, left)
  await ctx.tell({ type: 'curatorRemoved', schoolId: from.school_id, personId, classId: from.id })
  if (!(await stillHears(ctx, personId, from.id))) ctx.live.leave(personId, `class:${from.id}`)
  return true
}

/** An administrator goes on hearing the class when he is no longer its class teacher. */
async function stillHears(ctx: Ctx<never>, personId: string, classId: string): Promise<boolean> {
  const columns = await rightsColumnsOf(ctx.tx, personId)
  const relation = await relationToClass(ctx.tx, personId, classId)
  return mayHearClass((action, to) => decide(action, columns, to), relation)
}
