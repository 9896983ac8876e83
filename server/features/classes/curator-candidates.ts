import { curatorCandidates } from '#contract/classes.ts'
import { staffOf } from '#server/features/people/index.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterClass } from './access.ts'
import { findCurators } from './store.ts'

export const curatorCandidatesHandler = handle(curatorCandidates, async (ctx, { classId }) => {
  await enterClass(ctx, classId, 'curator.assign')
  const curators = new Set((await findCurators(ctx.tx, [classId])).map((one) => one.person_id))
  const people = await staffOf(ctx.tx)
  return { people: people.filter((one) => one.teacherStatus === 'confirmed' && !curators.has(one.id)) }
})
