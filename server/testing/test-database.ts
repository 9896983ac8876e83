/** The PostgreSQL that `npm test` prepares, as every test process finds it in its environment. */
import { withClient } from '#server/kernel/db/client.ts'
import { urlsOf, withDatabase } from '#server/kernel/postgres/database-urls.ts'
import type { DatabaseUrls } from '#server/kernel/postgres/database-urls.ts'
import { grantDatabase } from '#server/kernel/postgres/provision.ts'

export interface TestDatabase {
  /** Connections to the template; the owner may make databases. */
  readonly urls: DatabaseUrls
  /** A migrated, otherwise empty database. Nobody may stay connected to it. */
  readonly template: string
  /** Names of this run's databases start so; the next run drops what is left of them. */
  readonly prefix: string
}

export function testDatabase(): TestDatabase {
  const text = process.env['PEREMENA_TEST_DATABASE']
  if (!text) throw new Error('Start tests with npm test -- <file>: it prepares their PostgreSQL.')
  return JSON.parse(text)
}

let made = 0

/** A database of the caller's own, a copy of the template or empty. */
export async function makeTestDatabase(from: 'template' | 'nothing' = 'template'): Promise<DatabaseUrls> {
  const { urls, template, prefix } = testDatabase()
  made += 1
  const name = `${prefix}${process.pid}_${made}`
  await withClient(withDatabase(urls.owner, 'postgres'), async (owner) => {
    await owner.query(`create database "${name}" template ${from === 'template' ? `"${template}"` : 'template0'}`)
    await grantDatabase(owner, name)
  })
  return urlsOf(urls, name)
}
