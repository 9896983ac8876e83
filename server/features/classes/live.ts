/** What watchers of the school's desk and of a class page see at once. */
import { pupil, schoolClass } from '#contract/classes.ts'
import { viewFamilies } from '#server/features/people/index.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { findEnrolmentsOf, lockClass } from './store.ts'
import { pupilOf, viewClasses } from './view.ts'

/** Locks the class first, so that its numbers know of every change that committed before. */
export async function showClass(ctx: Ctx<never>, classId: string): Promise<void> {
  const row = await lockClass(ctx.tx, classId)
  const [seen] = await viewClasses(ctx.tx, [row])
  if (!seen) return
  ctx.live.put(`desk:${row.school_id}`, schoolClass, seen)
  ctx.live.put(`class:${classId}`, schoolClass, seen)
}

/** A pupil's line, and the class whose numbers change with it. Who is in no class is not shown. */
export async function showPupil(ctx: Ctx<never>, personId: string): Promise<void> {
  const [enrolment] = await findEnrolmentsOf(ctx.tx, [personId])
  if (!enrolment) return
  const classId = enrolment.class_id
  await showClass(ctx, classId)
  const [family] = await viewFamilies(ctx.tx, [personId])
  if (family) ctx.live.put(`class:${classId}`, pupil, pupilOf(family, classId))
}
