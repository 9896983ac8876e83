/** What the features above ask about classes. */
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import type { Tx } from '#server/kernel/db/tx.ts'
import { showClass } from './live.ts'
import { findCurated, findCurators, findEnrolments, findEnrolmentsOf } from './store.ts'

/** The class of each pupil, by person. */
export async function classesOfPupils(tx: Tx, personIds: readonly string[]): Promise<Map<string, string>> {
  return new Map((await findEnrolmentsOf(tx, personIds)).map((row) => [row.person_id, row.class_id]))
}

/** The persons on a class's list. */
export async function listedIn(tx: Tx, classId: string): Promise<string[]> {
  return (await findEnrolments(tx, [classId])).map((row) => row.person_id)
}

/** Class teachers of a class, in the order of their assignment. */
export async function curatorsOf(tx: Tx, classId: string): Promise<string[]> {
  return (await findCurators(tx, [classId])).map((row) => row.person_id)
}

/** The classes that a person is class teacher of. */
export async function curatedBy(tx: Tx, personId: string): Promise<string[]> {
  return (await findCurated(tx, personId)).map((row) => row.id)
}

export async function viewClassNames(tx: Tx, classIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.many<{ id: string; name: string }>`
    select id, name from classes.class where id = any(${classIds}::uuid[])`
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** So many more (or fewer) join requests wait for the class. Locks it until the commit. */
export async function noteRequests(ctx: Ctx<never>, classId: string, change: 1 | -1): Promise<void> {
  await ctx.tx.run`update classes.class set requests = requests + ${change}::integer where id = ${classId}`
  await showClass(ctx, classId)
}
