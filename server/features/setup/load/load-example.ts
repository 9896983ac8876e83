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
}

export async function loadExample(tx: Tx, { school, now, secrets }: Omit<Load, 'tx'>): Promise<void> {
  // the guards of the serving role protect people who wait; nobody is served by this database yet
  await tx.run`select set_config('app.school', ${school.id}, true), set_config('statement_timeout', '0', true),
    set_config('idle_in_transaction_session_timeout', '0', true)`
  const load: Load = { tx, school, now, secrets }
  const year = await insertSchoolInBulk(tx, school, now)
  const cards = await loadPeople(load)
  await insertClassesInBulk(
    tx,
    school.classes.map((one) => ({ ...one, requests: waitingFor(school, one.id) })),
    {
      year,
      since: school.createdAt,
      by: school.adminId,
      newId,
    },
  )
  await loadChats(load, cards)
  await loadInvites(load)
}

function waitingFor(school: ExampleSchool, classId: string): number {
  return school.requests.filter((one) => one.classId === classId).length
}
