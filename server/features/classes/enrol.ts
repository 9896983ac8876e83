/** Enrolment: a pupil is in exactly one class (a unique index). */
import { enrolNew } from '#contract/classes.ts'
import { createPerson, notePupilClass } from '#server/features/people/index.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterClassToChange } from './access.ts'
import { showPupil } from './live.ts'
import type { ClassRow } from './tables.ts'

export const enrolNewHandler = handle(enrolNew, async (ctx, { classId, surname, name, patronymic }) => {
  const where = await enterClassToChange(ctx, classId, 'pupil.enrol')
  if (where.archived_at !== null) return ctx.refuse('class_archived')
  const names = { surname, name, patronymic }
  const personId = await createPerson(ctx, { names, accountId: null, roles: ['pupil'], position: null })
  await enrol(ctx, where, personId)
  ctx.ledger({ subject: `person:${personId}`, detail: { classId } })
  return { personId }
})

/** Puts a person on the list of a class that is locked. False where the person is in a class already: first come. */
export async function enrol(ctx: Ctx<never>, where: ClassRow, personId: string): Promise<boolean> {
  const { id: classId, name: className, school_id: schoolId } = where
  const enrolled = await ctx.tx.run`
    insert into classes.enrolment (id, school_id, class_id, person_id, since, enrolled_by)
    values (${ctx.newId()}, kernel.school(), ${classId}, ${personId}, ${new Date(ctx.now)}, ${ctx.actor.person?.id ?? null})
    on conflict (person_id) where until is null do nothing`
  if (enrolled === 0) return false
  await notePupilClass(ctx, [personId], where)
  await ctx.tell({ type: 'pupilEnrolled', schoolId, personId, classId, className })
  await showPupil(ctx, personId)
  return true
}
