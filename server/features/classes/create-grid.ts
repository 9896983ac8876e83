import { createGrid } from '#contract/classes.ts'
import { actingPerson } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { createClasses } from './create.ts'

export const createGridHandler = handle(createGrid, async (ctx, { cells }) => {
  ctx.demand('class.create', { school: true }, true)
  const { schoolId } = actingPerson(ctx)
  const byName = new Map(cells.map((cell) => [`${cell.grade}${cell.letter.toUpperCase()}`, cell.grade]))
  const made = await createClasses(
    ctx,
    schoolId,
    [...byName].map(([name, grade]) => ({ name, grade })),
  )
  ctx.ledger({ subject: `school:${schoolId}`, detail: { created: made.map((one) => one.name) } })
  return { created: made.length, existed: byName.size - made.length }
})
