import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { StartRefusal } from '#server/kernel/config/start-refusal.ts'
import { makeTestDatabase } from '#server/testing/test-database.ts'
import { withClient } from './client.ts'
import { type Migration, migrate, readMigrations } from './migrate.ts'

function migration(name: string, sql: string): Migration {
  return { name, sql, checksum: `checksum of ${sql}` }
}

const first = migration('0001-bells.sql', 'create table bells (rings int); insert into bells values (0)')
const second = migration('0002-ring.sql', 'update bells set rings = rings + 1')

async function rings(url: string): Promise<number> {
  return withClient(url, async (client) => (await client.query('select rings from bells')).rows[0].rings)
}

test('ten starts at once apply every migration exactly once', async () => {
  const { owner } = await makeTestDatabase('nothing')
  const applied = await Promise.all(Array.from({ length: 10 }, () => migrate(owner, [first, second])))
  assert.deepEqual(applied.flat().sort(), ['0001-bells.sql', '0002-ring.sql'])
  assert.equal(await rings(owner), 1)
})

test('a migration that fails leaves the database as it was, with those before it applied', async () => {
  const { owner } = await makeTestDatabase('nothing')
  const broken = migration('0002-broken.sql', 'update bells set rings = 5; select no_such_column from bells')
  await assert.rejects(migrate(owner, [first, broken]), /0002-broken\.sql.*no_such_column/s)
  assert.equal(await rings(owner), 0)
  assert.deepEqual(await migrate(owner, [first, second]), ['0002-ring.sql'])
})

test('a database of a newer version is refused with a sentence and left alone', async () => {
  const { owner } = await makeTestDatabase('nothing')
  await migrate(owner, [first, second])
  await assert.rejects(migrate(owner, [first]), (error) => {
    assert.ok(error instanceof StartRefusal)
    assert.match(error.message, /База данных новее этой версии Перемены.*0002-ring\.sql/)
    return true
  })
  assert.equal(await rings(owner), 1)
})

test('a migration that was changed after it ran is refused by name', async () => {
  const { owner } = await makeTestDatabase('nothing')
  await migrate(owner, [first])
  await assert.rejects(migrate(owner, [{ ...first, checksum: 'another' }]), /другой редакцией.*0001-bells\.sql/)
})

test('a database that is up to date costs one query', async (t) => {
  const { owner } = await makeTestDatabase()
  const query = t.mock.method(pg.Client.prototype, 'query')
  assert.deepEqual(await migrate(owner, readMigrations()), [])
  assert.equal(query.mock.callCount(), 1)
})
