import { roster } from '#contract/classes.ts'
import { actingPerson } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterClass } from './access.ts'
import { viewPupils } from './view.ts'
import { markClass } from './view-one.ts'

export const rosterHandler = handle(roster, async (ctx, { classId }) => {
  await enterClass(ctx, classId, 'class.roster')
  await markClass(ctx, classId)
  const pupils = await viewPupils(ctx.tx, classId)
  // classmates learn each other's names, not who has entered and whose parents are there
  if (actingPerson(ctx).standing !== 'pupil') return { pupils }
  return { pupils: pupils.map((one) => ({ ...one, entered: false, parents: [] })) }
})
