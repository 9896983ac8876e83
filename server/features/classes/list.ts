import { list } from '#contract/classes.ts'
import { mayHearDesk } from '#server/features/people/index.ts'
import { viewSchool } from '#server/features/schools/index.ts'
import { actingPerson } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { byGradeAndName, findClassesOfYear } from './store.ts'
import { viewClasses } from './view.ts'

export const listHandler = handle(list, async (ctx) => {
  ctx.demand('class.list', { school: true }, true)
  const { schoolId } = actingPerson(ctx)
  const { year } = await viewSchool(ctx.tx, schoolId)
  const rows = await findClassesOfYear(ctx.tx, year)
  if (mayHearDesk(ctx.may, true)) ctx.live.mark(`desk:${schoolId}`)
  return { year, classes: await viewClasses(ctx.tx, rows.toSorted(byGradeAndName)) }
})
