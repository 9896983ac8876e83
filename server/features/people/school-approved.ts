import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import type { SchoolApproved } from '#server/facts/school-approved.ts'
import { createPerson, setTeacherStatus } from './persons.ts'

/** The administrator of the application is confirmed as «учитель» by its approval (permissions.csv, status.confirm). */
export async function makeAdministrator(ctx: Ctx<never>, { schoolId, admin }: SchoolApproved): Promise<void> {
  await ctx.enterSchool(schoolId)
  const { accountId, position, surname, name, patronymic } = admin
  const personId = await createPerson(ctx, {
    names: { surname, name, patronymic },
    accountId,
    roles: ['admin'],
    position,
  })
  await setTeacherStatus(ctx, personId, 'confirmed')
}
