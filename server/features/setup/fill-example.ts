/** Fills the example's empty database with its school. */
import type { Config } from '#server/kernel/config/config.ts'
import { Database } from '#server/kernel/db/pool.ts'
import type { DatabaseUrls } from '#server/kernel/postgres/database-urls.ts'
import { secretsOf } from '#server/kernel/secrets/secrets.ts'

/** The same school in every installation. */
const seed = 'Гимназия № 44'

/** `now`: the present of the example, ms since 1970. */
export async function fillExample(
  database: DatabaseUrls,
  { key }: Pick<Config, 'key'>,
  now = Date.now(),
): Promise<void> {
  // what only the example needs is read only for it
  const [{ generateExample }, { loadExample }] = await Promise.all([
    import('./example/generate.ts'),
    import('./load/load-example.ts'),
  ])
  const school = generateExample({ seed, now })
  const db = new Database({ connectionString: database.app, max: 1 }, rethrow)
  try {
    await db.transaction('write', (tx) => loadExample(tx, { school, now, secrets: secretsOf(key) }))
  } finally {
    await db.close()
  }
}

function rethrow(error: Error): never {
  throw error
}
