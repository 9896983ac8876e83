import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import pg from 'pg'
import { makeTestDatabase } from '#server/testing/test-database.ts'
import { until } from '#server/testing/until.ts'
import { type Bus, type BusMessage, notifyBus, parts } from './bus.ts'

let connectionString: string
/** The nodes' own role: it sees their connections and may cut them. */
let app: pg.Pool
const open: Bus[] = []

before(async () => {
  const urls = await makeTestDatabase('nothing')
  connectionString = urls.app
  app = new pg.Pool({ connectionString, max: 1 })
})
afterEach(async () => {
  for (const bus of open.splice(0)) await bus.close()
})
after(() => app.end())

async function node(
  onError: (error: unknown) => void = (error) => assert.fail(String(error)),
): Promise<Bus & { heard: BusMessage[] }> {
  const bus = await notifyBus({ connectionString }, onError)
  open.push(bus)
  const heard: BusMessage[] = []
  bus.listen((message) => heard.push(message))
  return { ...bus, heard }
}

/** The first message that fits, said already or to come. */
function hears(bus: Bus & { heard: BusMessage[] }, fits: (message: BusMessage) => boolean): Promise<BusMessage> {
  return new Promise((resolve) => {
    const known = bus.heard.find(fits)
    if (known) resolve(known)
    bus.listen((message) => fits(message) && resolve(message))
  })
}

const about = (topic: string) => (message: BusMessage) => message.hints?.some((hint) => hint[0] === topic) ?? false

test('what a node says is heard by the others and not by itself', async () => {
  const [one, two, three] = [await node(), await node(), await node()]
  one.send({ hints: [['chat:a', 7]] })
  one.send({ ended: ['key'] })
  for (const other of [two, three]) {
    assert.deepEqual((await hears(other, about('chat:a'))).hints, [['chat:a', 7]])
    assert.deepEqual((await hears(other, (message) => message.ended?.includes('key') ?? false)).ended, ['key'])
  }
  two.send({ hints: [['chat:last', 1]] })
  await hears(one, about('chat:last'))
  assert.ok(!one.heard.some(about('chat:a')))
})

test('while one statement is under way the newest number of each topic waits for the next', async () => {
  const [one, two] = [await node(), await node()]
  for (let seq = 1; seq <= 1000; seq++) one.send({ hints: [['chat:b', seq]] })
  await hears(two, (message) => message.hints?.some((hint) => hint[1] === 1000) ?? false)
  const seqs = two.heard.flatMap((message) => message.hints ?? []).map((hint) => hint[1])
  assert.ok(seqs.length < 10, `${seqs.length} hints`)
  assert.deepEqual(
    seqs,
    seqs.toSorted((a, b) => a - b),
  )
})

test('a node whose connection broke listens again', async () => {
  const errors: unknown[] = []
  const [one, two] = [await node((error) => errors.push(error)), await node((error) => errors.push(error))]
  const { rows: cut } = await app.query<{ pid: number }>(
    `select pid, pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen%'`,
  )
  assert.ok(cut.length >= 2)
  const heard = hears(two, (message) => message.ended?.includes('after') ?? false)
  await untilListening(cut.map((row) => row.pid))
  one.send({ ended: ['after'] })
  await heard
  assert.ok(errors.length > 0, 'it was said')
})

/** Until as many new connections listen as were cut. */
async function untilListening(cut: readonly number[]): Promise<void> {
  await until(async () => {
    const { rows } = await app.query<{ count: number }>(
      `select count(*)::integer as count from pg_stat_activity
       where datname = current_database() and query like 'listen%' and state = 'idle' and pid <> all($1)`,
      [cut],
    )
    return rows[0]!.count >= cut.length
  })
}

test('a message too large for one payload is cut, and nothing of it is lost', () => {
  const hints = Array.from({ length: 500 }, (_, at) => [`chat:${crypto.randomUUID()}`, at] as const)
  const ended = Array.from({ length: 50 }, () => crypto.randomUUID())
  const cut = parts({ hints, ended })
  assert.ok(cut.length > 1)
  for (const part of cut) assert.ok(Buffer.byteLength(JSON.stringify(part)) < 7900)
  assert.deepEqual(
    cut.flatMap((part) => part.hints ?? []).toSorted((a, b) => a[1] - b[1]),
    hints,
  )
  assert.deepEqual(cut.flatMap((part) => part.ended ?? []).toSorted(), ended.toSorted())
})
