import { view } from '#contract/classes.ts'
import { actingPerson, type Ctx } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterClass, mayHearClass, relationToClass } from './access.ts'
import { viewClass } from './view.ts'

export const viewHandler = handle(view, async (ctx, { classId }) => {
  await enterClass(ctx, classId, 'class.card')
  await markClass(ctx, classId)
  return { class: await viewClass(ctx.tx, classId) }
})

/** The answer carries the number of the class's topic for those who may hear it. */
export async function markClass(ctx: Ctx<never>, classId: string): Promise<boolean> {
  const mayHear = mayHearClass(ctx.may, await relationToClass(ctx.tx, actingPerson(ctx).id, classId))
  if (mayHear) ctx.live.mark(`class:${classId}`)
  return mayHear
}
