import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { after, before, test } from 'node:test'
import pg from 'pg'
import type { WebSocket } from 'ws'
import type { Op } from '#contract/kernel/live.ts'
import { Database } from '#server/kernel/db/pool.ts'
import type { Feature } from '#server/kernel/dispatch/feature.ts'
import { readFrames } from '#server/kernel/live/frames-table.ts'
import { Hub } from '#server/kernel/live/hub.ts'
import { makeTestDatabase } from '#server/testing/test-database.ts'
import { Connection } from './connection.ts'
import { Listening } from './listening.ts'

const school = randomUUID()
const account = randomUUID()
const person = randomUUID()
const sessionHash = createHash('sha256').update('session').digest()
const epoch = 'epoch-1'

let db: Database
let owner: pg.Pool

before(async () => {
  const urls = await makeTestDatabase()
  db = new Database({ connectionString: urls.app }, () => undefined)
  owner = new pg.Pool({ connectionString: urls.owner, max: 3 })
  await owner.query('insert into accounts.account (id) values ($1)', [account])
  await owner.query(`insert into accounts.session (hash, id, device, network) values ($1, $2, '', '')`, [
    sessionHash,
    randomUUID(),
  ])
  await owner.query('insert into accounts.session_account (session_hash, account_id) values ($1, $2)', [
    sessionHash,
    account,
  ])
  await owner.query(
    `insert into people.person (id, school_id, account_id, surname, name) values ($1, $2, $3, 'Щербаков', 'Лев')`,
    [person, school, account],
  )
})
after(async () => {
  await db.close()
  await owner.end()
})

interface Said {
  readonly t: string
  readonly topic?: string
  readonly seq?: number
}

/** A connection without a network: what it was told, in order. */
function connect(hash = sessionHash): { connection: Connection; said: Said[]; codes: number[]; hangUp(): void } {
  const said: Said[] = []
  const codes: number[] = []
  const socket = {
    readyState: 1,
    OPEN: 1,
    close: (code: number) => (codes.push(code), (socket.readyState = 2)),
    terminate: () => undefined,
  }
  const raw = { writableLength: 0, write: (bytes: Buffer) => said.push(...parse(bytes)) }
  const connection = new Connection(socket as unknown as WebSocket, raw as unknown as Socket, {
    sessionHash: hash,
    now: 0,
  })
  return { connection, said, codes, hangUp: () => void (socket.readyState = 3) }
}

function parse(bytes: Buffer): Said[] {
  const all: Said[] = []
  for (let at = 0; at < bytes.length;) {
    const short = bytes[at + 1]!
    const head = short < 126 ? 2 : 4
    const size = short < 126 ? short : bytes.readUInt16BE(at + 2)
    all.push(JSON.parse(bytes.subarray(at + head, at + head + size).toString()))
    at += head + size
  }
  return all
}

/** Chats of the person as the feature knows them; `topics` may wait or change between two readings. */
function house(
  topics: () => readonly string[] | Promise<readonly string[]>,
  guards: Feature['topics'] = {},
  through = db,
) {
  const hub = new Hub(
    (schoolId, topic, from) => readFrames(db, { schoolId, topic, after: from }),
    (error) => assert.fail(String(error)),
  )
  const feature: Feature = { name: 'test', handlers: [], autoTopics: async () => topics(), topics: guards }
  return { hub, listening: new Listening({ db: through, hub, features: [feature], epoch, clock: () => 0 }) }
}

async function store(topic: string, ops: Op[] = []): Promise<{ topic: string; seq: number; ops: Op[] }> {
  const { rows } = await owner.query<{ seq: string }>(
    `insert into kernel.topic as t (id, school_id, seq) values ($1, $2, 1) on conflict (id) do update set seq = t.seq + 1 returning seq`,
    [topic, school],
  )
  const seq = Number(rows[0]?.seq)
  await owner.query('insert into kernel.frame (topic, seq, school_id, ops) values ($1, $2, $3, $4)', [
    topic,
    seq,
    school,
    JSON.stringify(ops),
  ])
  return { topic, seq, ops }
}

const own = `person:${person}`
const newTopic = () => `chat:${randomUUID()}`
const flushed = () => new Promise<void>((resolve) => setImmediate(resolve))
const framesOf = (said: readonly Said[], topic: string) =>
  said.filter((one) => one.t === 'frame' && one.topic === topic).map((one) => one.seq)

test('a session that does not exist is sent away', async () => {
  const { listening } = house(() => [])
  const { connection, codes } = connect(createHash('sha256').update('nobody').digest())
  await listening.hello(connection, { person, epoch, have: {} })
  assert.deepEqual(codes, [4001])
})

test('somebody else’s person is sent away', async () => {
  const { listening } = house(() => [])
  const { connection, codes } = connect()
  await listening.hello(connection, { person: randomUUID(), epoch, have: {} })
  assert.deepEqual(codes, [4001])
})

test('who comes back gets exactly the frames he misses, in order', async () => {
  const topic = newTopic()
  for (let at = 0; at < 5; at++) await store(topic)
  const { listening } = house(() => [topic])
  const { connection, said } = connect()
  await listening.hello(connection, { person, epoch, have: { [topic]: 2 } })
  await flushed()
  assert.deepEqual(framesOf(said, topic), [3, 4, 5])
  assert.equal(said[0]?.t, 'welcome')
})

test('who knows nothing, knows another store, claims more than there is, or missed too much reads a snapshot', async () => {
  const topic = newTopic()
  for (let at = 0; at < 3; at++) await store(topic)
  const many = newTopic()
  await owner.query(`insert into kernel.topic values ($1, $2, 300)`, [many, school])
  const cases = [
    { epoch: null, have: {}, stale: topic },
    { epoch: 'another', have: { [topic]: 2 }, stale: topic },
    { epoch, have: { [topic]: 9 }, stale: topic },
    { epoch, have: { [many]: 1 }, stale: many },
  ]
  for (const { stale, ...hello } of cases) {
    const { listening } = house(() => [topic, many])
    const { connection, said } = connect()
    await listening.hello(connection, { person, ...hello })
    await flushed()
    assert.ok(said.some((one) => one.t === 'stale' && one.topic === stale))
    assert.deepEqual(framesOf(said, stale), [])
  }
})

test('what one knew and hears no longer is lost', async () => {
  const { listening } = house(() => [])
  const { connection, said } = connect()
  const topic = newTopic()
  await listening.hello(connection, { person, epoch, have: { [topic]: 3 } })
  await flushed()
  assert.ok(said.some((one) => one.t === 'lost' && one.topic === topic))
})

test('a chat lost in the very moment of the greeting is not heard', async () => {
  const topic = newTopic()
  let reading = 0
  const { listening, hub } = house(async () => {
    reading += 1
    if (reading > 1) return []
    // the removal commits after the list was read, and is sent before this page hears its own topic
    hub.publish([await store(own, [['leave', topic]])])
    return [topic]
  })
  const { connection, said } = connect()
  await listening.hello(connection, { person, epoch, have: {} })
  await flushed()
  assert.equal(reading, 2)
  assert.equal(connection.topics.has(topic), false)
  assert.deepEqual(said.filter((one) => one.t === 'welcome').length, 1)
})

test('a page that closes while it is greeted is not kept', async () => {
  const topic = newTopic()
  const { connection, hangUp } = connect()
  const { listening, hub } = house(() => (hangUp(), [topic]))
  await listening.hello(connection, { person, epoch, have: {} })
  assert.equal(hub.hearersOf(topic).size, 0)
})

test('of two who come at once, the one who read earlier still gets what the other’s reading was ahead', async () => {
  const topic = newTopic()
  await store(topic)
  let transactions = 0
  const overtaken: Database = Object.assign(Object.create(db), {
    async transaction<T>(mode: 'read' | 'write', work: Parameters<Database['transaction']>[1]) {
      const result = await db.transaction(mode, work)
      transactions += 1
      // admitted, then read number 1: now two more are committed
      if (transactions === 2) {
        await store(topic)
        await store(topic)
      }
      return result as T
    },
  })
  const { listening, hub } = house(() => [topic], {}, overtaken)
  const settle = hub.settle.bind(hub)
  // the other one, who read later, settles the hub first
  hub.settle = (of, seq) => settle(of, of === topic ? 3 : seq)
  const { connection, said } = connect()
  await listening.hello(connection, { person, epoch, have: { [topic]: 0 } })
  await flushed()
  assert.deepEqual(framesOf(said, topic), [1, 2, 3])
})

test('a heartbeat brings what was lost on the way, and names topics that are no longer heard', async () => {
  const topic = newTopic()
  await store(topic)
  const { listening, hub } = house(() => [topic])
  const { connection, said } = connect()
  await listening.hello(connection, { person, epoch, have: { [topic]: 1 } })
  const [second, third] = [await store(topic), await store(topic)]
  hub.publish([second, third])
  await flushed()
  said.length = 0
  const gone = newTopic()
  await listening.beat(connection, { [topic]: 1, [gone]: 4, [own]: 99 })
  await flushed()
  assert.deepEqual(framesOf(said, topic), [2, 3])
  assert.ok(said.some((one) => one.t === 'lost' && one.topic === gone))
  assert.equal(said.at(-1)?.t, 'beat')
})

test('a hint that was lost shows at the node’s own check', async () => {
  const topic = newTopic()
  const { listening } = house(() => [topic])
  const { connection, said } = connect()
  await listening.hello(connection, { person, epoch, have: { [topic]: 0 } })
  await store(topic)
  await listening.reconcile()
  while (framesOf(said, topic).length === 0) await flushed()
  assert.deepEqual(framesOf(said, topic), [1])
})

test('a table that was put back behind what was sent is read anew, by who comes and by who is there', async () => {
  for (const notice of ['hello', 'beat', 'reconcile'] as const) {
    const topic = newTopic()
    for (let at = 0; at < 3; at++) await store(topic)
    const { listening, hub } = house(() => [topic])
    const there = connect()
    await listening.hello(there.connection, { person, epoch, have: { [topic]: 3 } })
    await owner.query('delete from kernel.frame where topic = $1 and seq > 1', [topic])
    await owner.query('update kernel.topic set seq = 1 where id = $1', [topic])
    if (notice === 'hello') await listening.hello(connect().connection, { person, epoch, have: { [topic]: 1 } })
    else if (notice === 'beat') await listening.beat(there.connection, { [own]: 99 })
    else await listening.reconcile()
    await flushed()
    assert.ok(
      there.said.some((one) => one.t === 'stale' && one.topic === topic && one.seq === 1),
      notice,
    )
    hub.publish([await store(topic)])
    await flushed()
    assert.deepEqual(framesOf(there.said, topic), [2], notice)
  }
})

test('a topic may be watched only while its feature’s guard says so', async () => {
  const id = randomUUID()
  let answers: boolean[] = []
  const { listening, hub } = house(() => [], { class: async () => answers.shift() ?? false })
  const { connection, said } = connect()
  await listening.hello(connection, { person, epoch, have: {} })
  for (const [given, isHeard] of [
    [[false], false],
    [[true, false], false],
    [[true, true], true],
  ] as const) {
    answers = [...given]
    await listening.watch(connection, `class:${id}`, -1)
    assert.equal(connection.topics.has(`class:${id}`), isHeard)
  }
  await listening.watch(connection, `nothing:${id}`, -1)
  await flushed()
  assert.equal(said.filter((one) => one.t === 'lost').length, 3)
  await listening.unwatch(connection, `class:${id}`)
  assert.equal(hub.hearersOf(`class:${id}`).size, 0)
})
