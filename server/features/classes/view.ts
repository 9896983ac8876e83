/** Classes and class lists as they stand on the wire. */
import type { ValueOf } from '#contract/kernel/define.ts'
import type { pupil, schoolClass } from '#contract/classes.ts'
import { countFamilies, viewFamilies, viewNames, type Family } from '#server/features/people/index.ts'
import type { Tx } from '#server/kernel/db/tx.ts'
import { findClass, findCurators, findEnrolments } from './store.ts'
import type { ClassRow } from './tables.ts'

export type SchoolClass = ValueOf<typeof schoolClass>
export type Pupil = ValueOf<typeof pupil>

/** Numbers count who belongs to the class now. */
export async function viewClasses(tx: Tx, rows: readonly ClassRow[]): Promise<SchoolClass[]> {
  const ids = rows.map((row) => row.id)
  const curators = Map.groupBy(await findCurators(tx, ids), (row) => row.class_id)
  const enrolments = Map.groupBy(await findEnrolments(tx, ids), (row) => row.class_id)
  const names = await viewNames(
    tx,
    [...curators.values()].flat().map((row) => row.person_id),
  )
  const pupilIds = [...enrolments.values()].flat().map((row) => row.person_id)
  const families = new Map((await countFamilies(tx, pupilIds)).map((one) => [one.childId, one]))
  return rows.map((row) => {
    const pupils = (enrolments.get(row.id) ?? []).flatMap((one) => families.get(one.person_id) ?? [])
    return {
      id: row.id,
      name: row.name,
      grade: row.grade,
      curators: (curators.get(row.id) ?? []).map((one) => ({
        personId: one.person_id,
        name: names.get(one.person_id) ?? '',
      })),
      pupils: pupils.length,
      entered: pupils.filter((one) => one.entered).length,
      parents: new Set(pupils.flatMap((one) => one.parentIds)).size,
      families: pupils.filter((one) => one.parentIds.length > 0).length,
      requests: row.requests,
      archived: row.archived_at !== null,
    }
  })
}

export async function viewClass(tx: Tx, classId: string): Promise<SchoolClass> {
  const row = await findClass(tx, classId)
  const [seen] = row ? await viewClasses(tx, [row]) : []
  if (!seen) throw new Error(`There is no class ${classId} in this school.`)
  return seen
}

/** The class list, sorted by surname. */
export async function viewPupils(tx: Tx, classId: string): Promise<Pupil[]> {
  const enrolments = await findEnrolments(tx, [classId])
  const families = await viewFamilies(
    tx,
    enrolments.map((row) => row.person_id),
  )
  return families.map((family) => pupilOf(family, classId))
}

export function pupilOf(family: Family, classId: string): Pupil {
  return {
    id: family.id,
    classId,
    listName: family.listName,
    name: family.displayName,
    entered: family.entered,
    parents: family.parents.map((one) => ({ ...one })),
  }
}
