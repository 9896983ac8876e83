import { archive } from '#contract/classes.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterClassToChange } from './access.ts'
import { showClass } from './live.ts'
import { detachCurator } from './remove-curator.ts'
import { findCurators, findEnrolments } from './store.ts'

/** Only an empty class is closed: pupils are moved first. A second time changes nothing. */
export const archiveHandler = handle(archive, async (ctx, { classId }) => {
  const found = await enterClassToChange(ctx, classId, 'class.create')
  if (found.archived_at !== null) return {}
  if ((await findEnrolments(ctx.tx, [classId])).length > 0) return ctx.refuse('class_not_empty')
  for (const { person_id } of await findCurators(ctx.tx, [classId])) await detachCurator(ctx, found, person_id)
  await ctx.tx.run`update classes.class set archived_at = ${new Date(ctx.now)} where id = ${classId}`
  await ctx.tell({ type: 'classArchived', schoolId: found.school_id, classId })
  await showClass(ctx, classId)
  ctx.ledger({ subject: `class:${classId}`, detail: { name: found.name } })
  return {}
})
