/** Many persons and kinships at once, for the example school; they come with their places in classes. */
import type { Role } from '#contract/people.ts'
import type { Tx } from '#server/kernel/db/tx.ts'
import type { Kin, TeacherStatus } from './tables.ts'

interface Named {
  readonly id: string
  readonly name: string
}

export interface BulkPerson {
  readonly id: string
  readonly accountId: string | null
  readonly surname: string
  readonly name: string
  readonly patronymic: string | null
  readonly position: string | null
  readonly roles: readonly Role[]
  readonly teacherStatus: TeacherStatus
  readonly teacherAskedAt: number | null
  /** The class whose class teacher it is. */
  readonly curatorOf: Named | null
  /** The pupil's own class. */
  readonly inClass: Named | null
  readonly createdAt: number
}

export interface BulkKinship {
  readonly parentId: string
  readonly childId: string
  readonly kin: Kin
  readonly confirmedAt: number
}

export async function insertPeopleInBulk(tx: Tx, rows: readonly BulkPerson[]): Promise<void> {
  const pick = <T>(of: (row: BulkPerson) => T): T[] => rows.map(of)
  const date = (at: number | null) => (at === null ? null : new Date(at))
  await tx.run`
    insert into people.person (id, school_id, account_id, surname, name, patronymic, position, curator_of,
      curator_class_ids, class_name, class_id, teacher_status, teacher_asked_at, created_at)
    select r.id, kernel.school(), r.account, r.surname, r.name, r.patronymic, r.position,
      case when r.leads is null then '{}' else array[r.leads] end,
      case when r.leads_id is null then '{}' else array[r.leads_id] end, r.class, r.class_id, r.status, r.asked, r.made
    from unnest(${pick((row) => row.id)}::uuid[], ${pick((row) => row.accountId)}::uuid[],
      ${pick((row) => row.surname)}::text[], ${pick((row) => row.name)}::text[], ${pick((row) => row.patronymic)}::text[],
      ${pick((row) => row.position)}::text[], ${pick((row) => row.curatorOf?.name ?? null)}::text[],
      ${pick((row) => row.curatorOf?.id ?? null)}::uuid[], ${pick((row) => row.inClass?.name ?? null)}::text[],
      ${pick((row) => row.inClass?.id ?? null)}::uuid[], ${pick((row) => row.teacherStatus)}::text[],
      ${pick((row) => date(row.teacherAskedAt))}::timestamptz[], ${pick((row) => date(row.createdAt))}::timestamptz[])
      as r(id, account, surname, name, patronymic, position, leads, leads_id, class, class_id, status, asked, made)`
  const roles = rows.flatMap((row) => row.roles.map((role) => ({ id: row.id, role, since: new Date(row.createdAt) })))
  await tx.run`
    insert into people.role (school_id, person_id, role, since)
    select kernel.school(), r.id, r.role, r.since
    from unnest(${roles.map((one) => one.id)}::uuid[], ${roles.map((one) => one.role)}::text[],
                ${roles.map((one) => one.since)}::timestamptz[]) as r(id, role, since)`
}

export async function insertKinshipsInBulk(tx: Tx, rows: readonly BulkKinship[]): Promise<void> {
  await tx.run`
    insert into people.kinship (school_id, parent_id, child_id, kin, confirmed_at)
    select kernel.school(), r.parent, r.child, r.kin, r.at
    from unnest(${rows.map((row) => row.parentId)}::uuid[], ${rows.map((row) => row.childId)}::uuid[],
                ${rows.map((row) => row.kin)}::text[],
                ${rows.map((row) => new Date(row.confirmedAt))}::timestamptz[]) as r(parent, child, kin, at)`
}
