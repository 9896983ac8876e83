import { create } from '#contract/classes.ts'
import { viewSchool } from '#server/features/schools/index.ts'
import { actingPerson, type Ctx } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { showClass } from './live.ts'
import { insertClasses } from './store.ts'
import type { ClassRow } from './tables.ts'

export interface WantedClass {
  readonly name: string
  readonly grade: number | null
}

export const createHandler = handle(create, async (ctx, wanted) => {
  ctx.demand('class.create', { school: true }, true)
  const [made] = await createClasses(ctx, actingPerson(ctx).schoolId, [wanted])
  if (!made) return ctx.refuse('class_exists')
  ctx.ledger({ subject: `class:${made.id}`, detail: { name: made.name } })
  return { classId: made.id }
})

/** Makes those of this year that do not exist yet, and tells of each. */
export async function createClasses(
  ctx: Ctx<never>,
  schoolId: string,
  wanted: readonly WantedClass[],
): Promise<ClassRow[]> {
  const { year } = await viewSchool(ctx.tx, schoolId)
  const made = await insertClasses(
    ctx.tx,
    year,
    wanted.map((one) => ({ ...one, id: ctx.newId() })),
  )
  for (const { id: classId, name } of made) {
    await ctx.tell({ type: 'classCreated', schoolId, classId, name })
    await showClass(ctx, classId)
  }
  return made
}
