/** Writes the example school into its own empty database, through the bulk doors of the features that own the tables. */
import { insertClassesInBulk } from '#server/features/classes/index.ts'
import { insertSchoolInBulk } from '#server/features/schools/index.ts'
import type { Tx } from '#server/kernel/db/tx.ts'
import { newId } from '#server/kernel/ids.ts'
import type { Secrets } from '#server/kernel/secrets/secrets.ts'
import type { ExampleSchool } from '../example/school.ts'
import { loadChats } from './load-chats.ts'
import { loadInvites } from './load-invites.ts'
import { loadPeople } from './load-people.ts'

export interface Load {
  readonly tx: Tx
  readonly school: ExampleSchool
  /** The present of the example. */
  readonly now: number
  readonly secrets: Secrets
  /** Who made all of it. */
  readonly adminId: string
}

export async function loadExample(tx: Tx, { school, now, secrets }: Pick<Load, 'school' | 'now' | 'secrets'>): Promise<void> {
  await tx.run`select set_config('app.school', ${school.id}, true)`
  const adminId = school.people.find((one) => one.roles.includes('admin'))?.id
  if (!adminId) throw new Error('The example has no administrator.')
  const load: Load = { tx, school, now, secrets, adminId }
  const year = await insertSchoolInBulk(tx, school, now)
  const cards = await loadPeople(load)
  await insertClassesInBulk(tx, school.classes.map((one) => ({ ...one, requests: waitingFor(school, one.id) })), {
    year,
    since: school.createdAt,
    by: adminId,
    newId,
  })
  await loadChats(load, cards)
  await loadInvites(load)
}

function waitingFor(school: ExampleSchool, classId: string): number {
  return school.requests.filter((one) => one.classId === classId).length
}
