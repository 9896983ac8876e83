import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Database } from '#server/kernel/db/pool.ts'
import { makeTestDatabase } from '#server/testing/test-database.ts'
import { countUp, readCount } from './counters.ts'

let db: Database

before(async () => {
  db = new Database({ connectionString: (await makeTestDatabase()).app }, () => undefined)
})
after(() => db.close())

const start = Date.UTC(2026, 8, 1)
const up = (key: string, now = start) => db.transaction('write', (tx) => countUp(tx, key, { now, seconds: 60 }))

test('a hundred at once are counted exactly', async () => {
  const counts = await Promise.all(Array.from({ length: 100 }, () => up('a')))
  assert.deepEqual(
    counts.map((one) => one.count).toSorted((a, b) => a - b),
    Array.from({ length: 100 }, (_, at) => at + 1),
  )
})

test('the count starts anew when its window is over, not before', async () => {
  assert.deepEqual(await up('b'), { count: 1, resetsAt: start + 60_000 })
  assert.deepEqual(await up('b', start + 59_999), { count: 2, resetsAt: start + 60_000 })
  assert.deepEqual(await up('b', start + 60_000), { count: 1, resetsAt: start + 120_000 })
})

test('a counter that was never raised, or whose window is over, reads as 0', async () => {
  assert.equal((await readCount(db.now, 'c', start)).count, 0)
  await up('c')
  assert.equal((await readCount(db.now, 'c', start + 1)).count, 1)
  assert.equal((await readCount(db.now, 'c', start + 60_000)).count, 0)
})
