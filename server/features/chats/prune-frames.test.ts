import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as chats from '#contract/chats.ts'
import { startJobs } from '#server/kernel/jobs/jobs.ts'
import { newId } from '#server/kernel/ids.ts'
import { catchUp } from '#server/kernel/live/frames-table.ts'
import { foundSchool, type School } from '#server/testing/school.ts'
import { createWorld, type World } from '#server/testing/world.ts'
import { pruneFramesJob } from './prune-frames-job.ts'

let world: World
let school: School
let topic: string

before(async () => {
  world = await createWorld()
  school = await foundSchool(world)
  const { chats: known } = await world.do(school.admin.browser, chats.list, {})
  topic = `chat:${known[0]!.id}`
})
after(() => world.close())

/** As many frames as if the chat had been talked in for long. */
async function fill(count: number): Promise<void> {
  await world.owner.query(
    `insert into kernel.topic (id, school_id, seq) values ($1, $2, $3) on conflict (id) do update set seq = excluded.seq`,
    [topic, school.id, count],
  )
  await world.owner.query(
    `insert into kernel.frame (topic, seq, school_id, ops) select $1, n, $2, '[]' from generate_series(1, $3::integer) n
     on conflict do nothing`,
    [topic, school.id, count],
  )
}

async function frames(): Promise<{ first: number; last: number; count: number }> {
  const { rows } = await world.owner.query<{ first: number; last: number; count: number }>(
    `select min(seq)::integer as first, max(seq)::integer as last, count(*)::integer as count from kernel.frame where topic = $1`,
    [topic],
  )
  return rows[0]!
}

function jobCtx() {
  const { core, config, clock, log } = world
  return { db: core.db, config, secrets: core.secrets, sms: null, mail: null, now: clock.now, log }
}

test('frames that no catch-up reads any more go, all others stay', async () => {
  await fill(1500)
  await pruneFramesJob.run(jobCtx(), {})
  assert.deepEqual(await frames(), { first: 501, last: 1500, count: 1000 })
  await pruneFramesJob.run(jobCtx(), {})
  assert.equal((await frames()).count, 1000, 'a second time there is nothing to do')
})

test('who comes back after the pruning is sent what was missed, or told to fetch, as before', async () => {
  await fill(1500)
  const missed = async (have: number) => (await catchUp(world.core.db, school.id, new Map([[topic, have]])))[0]!
  const before = [await missed(1499), await missed(1300), await missed(1299), await missed(10)]
  assert.deepEqual(
    before.map((one) => one.frames?.length ?? null),
    [1, 200, null, null],
  )
  await pruneFramesJob.run(jobCtx(), {})
  assert.deepEqual([await missed(1499), await missed(1300), await missed(1299), await missed(10)], before)
})

test('a message that is sent after the pruning follows without a gap', async () => {
  await fill(1500)
  await pruneFramesJob.run(jobCtx(), {})
  const chatId = topic.slice('chat:'.length)
  await world.do(school.admin.browser, chats.send, { id: newId(), chatId, text: 'Всё на месте', replyTo: null })
  assert.deepEqual(await frames(), { first: 501, last: 1501, count: 1001 })
})

test('the worker knows by itself when to prune', async () => {
  const jobs = await startJobs({
    worker: { connectionString: world.urls.worker },
    handlers: [pruneFramesJob],
    ctx: jobCtx,
    log: world.log,
  })
  const { default: pg } = await import('pg')
  const worker = new pg.Client({ connectionString: world.urls.worker })
  await worker.connect()
  const { rows } = await worker.query<{ identifier: string }>(
    'select identifier from graphile_worker._private_known_crontabs',
  )
  await worker.end()
  await jobs.close()
  assert.deepEqual(
    rows.map((row) => row.identifier),
    ['chats.pruneFrames'],
  )
})
