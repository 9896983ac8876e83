import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { startServerProcess } from '#server/testing/server-process.ts'
import { generousLimits } from '#server/testing/world.ts'
import { openDurable } from './durable-postgres.ts'
import { assertWhole, startTalk } from './load.ts'

const kills = 5

test(`${kills} times PostgreSQL is killed in the midst of a talk: the server lives on, nothing acknowledged is lost, doubled or out of order`, async (t) => {
  const postgres = await openDurable()
  const key = randomBytes(32).toString('hex')
  const server = await startServerProcess({
    database: postgres.urls,
    port: 0,
    dataDir: postgres.dataDir,
    key,
    limits: generousLimits,
    logLevel: 'silent',
  })
  const talk = await startTalk(postgres.owner, { port: () => server.port })
  try {
    for (let at = 0; at < kills; at++) {
      await talk.more(100 + Math.floor(Math.random() * 200))
      await postgres.kill()
      assert.ok(server.isAlive(), server.output())
    }
    await talk.more(100)
    const delivered = await talk.finish()
    assertWhole(delivered)
    t.diagnostic(`${kills} kills, ${delivered.acknowledged} acknowledged, 0 lost, 0 doubled, 0 out of order`)
  } finally {
    talk.stop()
    await server.kill()
    await postgres.close()
  }
})
