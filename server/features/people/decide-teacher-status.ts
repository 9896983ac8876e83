import { decideTeacherStatus } from '#contract/people.ts'
import { actingPerson } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterPerson } from './access.ts'
import { setTeacherStatus } from './persons.ts'

/** Nobody confirms himself (permissions.csv, status.confirm). */
export const decideTeacherStatusHandler = handle(decideTeacherStatus, async (ctx, { personId, confirm }) => {
  const who = await enterPerson(ctx, personId, 'status.confirm')
  if (who.id === actingPerson(ctx).id) return ctx.refuse('forbidden')
  const asked = await ctx.tx.maybe`
    select id from people.person where id = ${personId} and teacher_status = 'asked' for no key update`
  if (!asked) return ctx.refuse('not_asked')
  await setTeacherStatus(ctx, personId, confirm ? 'confirmed' : 'declined')
  ctx.ledger({ subject: `person:${personId}`, detail: { confirm } })
  return {}
})
