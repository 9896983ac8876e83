/** All classes of a school at once with their lists and class teachers, for the example. */
import type { Tx } from '#server/kernel/db/tx.ts'

export interface BulkClass {
  readonly id: string
  readonly name: string
  readonly grade: number
  readonly curatorId: string | null
  readonly pupilIds: readonly string[]
  /** Join requests that wait for it. */
  readonly requests: number
}

export interface BulkYear {
  /** «2026/27» */
  readonly year: string
  readonly since: number
  /** Who enrolled and assigned. */
  readonly by: string
  readonly newId: () => string
}

export async function insertClassesInBulk(
  tx: Tx,
  rows: readonly BulkClass[],
  { year, since, by, newId }: BulkYear,
): Promise<void> {
  const at = new Date(since)
  await tx.run`
    insert into classes.class (id, school_id, name, grade, year, requests, created_at)
    select r.id, kernel.school(), r.name, r.grade, ${year}, r.requests, ${at}
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.name)}::text[],
                ${rows.map((row) => row.grade)}::integer[], ${rows.map((row) => row.requests)}::integer[])
      as r(id, name, grade, requests)`
  const seats = rows.flatMap((row) => row.pupilIds.map((personId) => ({ classId: row.id, personId })))
  await tx.run`
    insert into classes.enrolment (id, school_id, class_id, person_id, since, enrolled_by)
    select r.id, kernel.school(), r.class, r.person, ${at}, ${by}
    from unnest(${seats.map(newId)}::uuid[], ${seats.map((one) => one.classId)}::uuid[],
                ${seats.map((one) => one.personId)}::uuid[]) as r(id, class, person)`
  const led = rows.filter((row) => row.curatorId !== null)
  await tx.run`
    insert into classes.curator (school_id, class_id, person_id, since, assigned_by)
    select kernel.school(), r.class, r.person, ${at}, ${by}
    from unnest(${led.map((row) => row.id)}::uuid[], ${led.map((row) => row.curatorId)}::uuid[]) as r(class, person)`
}
