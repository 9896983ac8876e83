/** Puts a school and its people straight into the database, for tests whose subject is not how they came there. */
import { randomBytes, randomUUID } from 'node:crypto'
import type { RoleName } from '#contract/kernel/policy.ts'
import { type Browser, sessionHashOf, type World } from './world.ts'

/** A school in Tver; answers its id. */
export async function arrangeSchool(world: World): Promise<string> {
  const id = randomUUID()
  await world.owner.query(
    `insert into schools.school (id, name, short_name, inn, address, email, phone, time_zone, year)
     values ($1, 'Школа', 'Школа', $2, 'Тверь', 'school@example.org', '+74822000000', 'Europe/Moscow', '2026/27')`,
    [id, id.slice(0, 12)],
  )
  return id
}

export interface Arranged {
  readonly schoolId: string
  readonly roles: readonly RoleName[]
  readonly name?: string
}

/** A person who is signed in and has passed the second factor; answers the browser. */
export async function arrangePerson(world: World, { schoolId, roles, name = 'Анна' }: Arranged): Promise<Browser> {
  const [account, person] = [randomUUID(), randomUUID()]
  const browser: Browser = { cookie: randomBytes(32).toString('base64url'), person }
  const hash = sessionHashOf(browser)
  await world.owner.query('insert into accounts.account (id) values ($1)', [account])
  await world.owner.query(
    'insert into people.person (id, school_id, account_id, surname, name) values ($1, $2, $3, $4, $5)',
    [person, schoolId, account, 'Пробная', name],
  )
  await world.owner.query(
    'insert into people.role (school_id, person_id, role) select $1, $2, unnest($3::text[])',
    [schoolId, person, roles],
  )
  await world.owner.query(
    `insert into accounts.session (hash, id, device, network) values ($1, $2, 'Chrome', '127.0.*.*')`,
    [hash, randomUUID()],
  )
  await world.owner.query(
    'insert into accounts.session_account (session_hash, account_id, factor_at) values ($1, $2, now())',
    [hash, account],
  )
  return browser
}
