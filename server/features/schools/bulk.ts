/** A school without an application, for the example: into the context of the transaction, whose school it becomes. */
import type { Tx } from '#server/kernel/db/tx.ts'
import { schoolYear } from './school-year.ts'

export interface BulkSchool {
  readonly id: string
  readonly name: string
  readonly shortName: string
  readonly inn: string
  readonly address: string
  readonly email: string
  readonly phone: string
  readonly timeZone: string
  readonly createdAt: number
}

/** Answers the school year that classes are of. */
export async function insertSchoolInBulk(tx: Tx, school: BulkSchool, now: number): Promise<string> {
  const year = schoolYear(now, school.timeZone)
  await tx.run`
    insert into schools.school (id, name, short_name, inn, address, email, phone, time_zone, year, created_at)
    values (${school.id}, ${school.name}, ${school.shortName}, ${school.inn}, ${school.address}, ${school.email},
            ${school.phone}, ${school.timeZone}, ${year}, ${new Date(school.createdAt)})`
  return year
}
