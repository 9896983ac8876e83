import { rename } from '#contract/classes.ts'
import { noteCurator, notePupilClass } from '#server/features/people/index.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterClassToChange } from './access.ts'
import { showClass } from './live.ts'
import { findCurated, findCurators, findEnrolments, isNameTaken } from './store.ts'

export const renameHandler = handle(rename, async (ctx, { classId, name }) => {
  const { school_id: schoolId, name: before } = await enterClassToChange(ctx, classId, 'class.create')
  await giveName(ctx, classId, name)
  await ctx.tell({ type: 'classRenamed', schoolId, classId, name })
  const pupils = await findEnrolments(ctx.tx, [classId])
  await notePupilClass(
    ctx,
    pupils.map((one) => one.person_id),
    { id: classId, name },
  )
  for (const { person_id } of await findCurators(ctx.tx, [classId])) {
    await noteCurator(ctx, person_id, await findCurated(ctx.tx, person_id))
  }
  await showClass(ctx, classId)
  ctx.ledger({ subject: `class:${classId}`, detail: { before, name } })
  return {}
})

async function giveName(ctx: Ctx<'class_exists'>, classId: string, name: string): Promise<void> {
  try {
    await ctx.tx.run`update classes.class set name = ${name} where id = ${classId}`
  } catch (error) {
    if (isNameTaken(error)) ctx.refuse('class_exists')
    throw error
  }
}
