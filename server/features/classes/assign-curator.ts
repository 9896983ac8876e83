import { assignCurator } from '#contract/classes.ts'
import { findPerson, noteCurator } from '#server/features/people/index.ts'
import { actingPerson } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterClassToChange } from './access.ts'
import { showClass } from './live.ts'
import { findCurated } from './store.ts'

/** Only a confirmed teacher becomes class teacher (FEATURES rows 9 and 15). */
export const assignCuratorHandler = handle(assignCurator, async (ctx, { classId, personId, order }) => {
  const { school_id: schoolId, name: className, archived_at } = await enterClassToChange(ctx, classId, 'curator.assign')
  if (archived_at !== null) return ctx.refuse('class_archived')
  const who = await findPerson(ctx.tx, personId)
  if (!who) return ctx.refuse('not_found')
  if (who.teacher_status !== 'confirmed') return ctx.refuse('not_confirmed_teacher')
  const assigned = await ctx.tx.run`
    insert into classes.curator (school_id, class_id, person_id, order_text, since, assigned_by)
    values (kernel.school(), ${classId}, ${personId}, ${order}, ${new Date(ctx.now)}, ${actingPerson(ctx).id})
    on conflict (class_id, person_id) where until is null do nothing`
  if (assigned === 0) return ctx.refuse('already_curator')
  await noteCurator(ctx, personId, await findCurated(ctx.tx, personId))
  await ctx.tell({ type: 'curatorAssigned', schoolId, personId, classId, className })
  await showClass(ctx, classId)
  ctx.ledger({ subject: `class:${classId}`, detail: { personId, order } })
  return {}
})
