import type { Tx } from '#server/kernel/db/tx.ts'
import type { ClassRow, CuratorRow, EnrolmentRow } from './tables.ts'

export async function findClass(tx: Tx, id: string): Promise<ClassRow | undefined> {
  return tx.maybe<ClassRow>`select id, school_id, name, grade, year, requests, archived_at from classes.class where id = ${id}`
}

/**
 * Whoever changes what a class shows takes this lock first and reads afterwards: so two changes at once cannot each
 * publish numbers that do not know of the other.
 */
export async function lockClass(tx: Tx, id: string): Promise<ClassRow> {
  return tx.one<ClassRow>`select id, school_id, name, grade, year, requests, archived_at
    from classes.class where id = ${id} for no key update`
}

export async function findClassesOfYear(tx: Tx, year: string): Promise<ClassRow[]> {
  return tx.many<ClassRow>`select id, school_id, name, grade, year, requests, archived_at
    from classes.class where school_id = kernel.school() and year = ${year}`
}

export async function findEnrolments(tx: Tx, classIds: readonly string[]): Promise<EnrolmentRow[]> {
  return tx.many<EnrolmentRow>`select class_id, person_id from classes.enrolment
    where class_id = any(${classIds}::uuid[]) and until is null`
}

export async function findEnrolmentsOf(tx: Tx, personIds: readonly string[]): Promise<EnrolmentRow[]> {
  return tx.many<EnrolmentRow>`select class_id, person_id from classes.enrolment
    where person_id = any(${personIds}::uuid[]) and until is null`
}

/** In the order of their assignment. */
export async function findCurators(tx: Tx, classIds: readonly string[]): Promise<CuratorRow[]> {
  return tx.many<CuratorRow>`select class_id, person_id from classes.curator
    where class_id = any(${classIds}::uuid[]) and until is null order by since, person_id`
}

/** The classes that a person is class teacher of, by name. */
export async function findCurated(tx: Tx, personId: string): Promise<ClassRow[]> {
  const found = await tx.many<ClassRow>`
    select c.id, c.school_id, c.name, c.grade, c.year, c.requests, c.archived_at
    from classes.class c join classes.curator k on k.class_id = c.id
    where k.person_id = ${personId} and k.until is null`
  return found.toSorted(byGradeAndName)
}

const russian = new Intl.Collator('ru', { numeric: true })

/** 1А, 1Б, 2А … 11Б, then classes without a grade. */
export function byGradeAndName(a: Pick<ClassRow, 'grade' | 'name'>, b: Pick<ClassRow, 'grade' | 'name'>): number {
  return (a.grade ?? 99) - (b.grade ?? 99) || russian.compare(a.name, b.name)
}

export async function insertClasses(
  tx: Tx,
  year: string,
  wanted: readonly { readonly id: string; readonly name: string; readonly grade: number | null }[],
): Promise<ClassRow[]> {
  return tx.many<ClassRow>`
    insert into classes.class (id, school_id, name, grade, year)
    select w.id, kernel.school(), w.name, w.grade, ${year}
    from unnest(${wanted.map((one) => one.id)}::uuid[], ${wanted.map((one) => one.name)}::text[],
                ${wanted.map((one) => one.grade)}::integer[]) as w(id, name, grade)
    on conflict (school_id, year, lower(name)) where archived_at is null do nothing
    returning id, school_id, name, grade, year, requests, archived_at`
}

/** A class of that name exists already: the unique index said so. */
export function isNameTaken(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'constraint' in error && error.constraint === 'one_class_of_a_name'
  )
}
