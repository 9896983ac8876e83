import { askTeacherStatus } from '#contract/people.ts'
import { actingPerson } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { showOnDesk } from './persons.ts'

/** The second of two acts (FEATURES row 15): who was let in asks for the status «учитель». */
export const askTeacherStatusHandler = handle(askTeacherStatus, async (ctx) => {
  ctx.demand('status.submit', { owner: true }, true)
  const me = actingPerson(ctx)
  const asked = await ctx.tx.run`
    update people.person set teacher_status = 'asked', teacher_asked_at = ${new Date(ctx.now)}
    where id = ${me.id} and teacher_status in ('none', 'declined')`
  if (asked === 0) {
    const now = await ctx.tx.one<{
      teacher_status: string
    }>`select teacher_status from people.person where id = ${me.id}`
    return ctx.refuse(now.teacher_status === 'asked' ? 'already_asked' : 'already_confirmed')
  }
  ctx.ledger({ subject: `person:${me.id}` })
  await showOnDesk(ctx, me.id)
  return {}
})
