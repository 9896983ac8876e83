import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FromClient, FromServer } from '#contract/kernel/live.ts'
import { ApiError } from '../api/api-error.ts'
import { EntityCache } from '../cache/entity-cache.ts'
import { HandClock, settled } from '../testing/hand-clock.ts'
import { LiveClient, type LiveDeps } from './live-client.ts'
import type { WireEvents } from './wire.ts'

interface Opened {
  readonly events: WireEvents
  readonly said: FromClient[]
  isClosed: boolean
}

function setUp(more: Partial<LiveDeps> = {}) {
  const clock = new HandClock()
  const cache = new EntityCache()
  const wires: Opened[] = []
  const log: string[] = []
  let epoch: string | null = null
  const client: LiveClient = new LiveClient({
    open: (events) => {
      const wire: Opened = { events, said: [], isClosed: false }
      wires.push(wire)
      return {
        send: (message) => void wire.said.push(message),
        close: () => {
          wire.isClosed = true
          events.closed(1006)
        },
      }
    },
    cache,
    clock,
    random: () => 0.5,
    person: 'p1',
    schedule: (run) => run(),
    refresh: async (topics) => void log.push(`refresh ${topics.join(' ')}`),
    epoch: { get: () => epoch, set: (next) => (epoch = next) },
    onNewEpoch: () => log.push('new epoch'),
    onReady: () => log.push('ready'),
    onSignedOut: () => log.push('signed out'),
    onTyping: (chat, person) => log.push(`typing ${chat} ${person}`),
    onMoved: (topic) => log.push(`moved ${topic}`),
    onBegin: (topics) => log.push(`begin ${topics.join(' ')}`),
    ...more,
  })
  const wire = (): Opened => wires.at(-1)!
  const hear = (message: FromServer): void => wire().events.received(message)
  const frame = (topic: string, seq: number, text = String(seq)): void =>
    hear({ t: 'frame', topic, seq, ops: [['put', 'message', { id: `${topic} ${seq}`, text } as { id: string }]] })
  /** Connected, with one chat known up to 5. */
  const ready = async (): Promise<void> => {
    client.start()
    wire().events.opened()
    hear({ t: 'welcome', epoch: 'e1', topics: ['person:p1', 'chat:1'], now: clock.now() })
    await settled()
    client.take({ 'person:p1': 2, 'chat:1': 5 }, () => {})
    log.length = 0
    wire().said.length = 0
  }
  const texts = (topic: string): string[] =>
    cache.owned(topic, 'message').map((one) => (one as unknown as { text: string }).text)
  return { clock, cache, client, wires, wire, hear, frame, ready, log, texts }
}

test('at first nothing is known: one snapshot is read after the server has subscribed the page', async () => {
  const { client, wire, hear, log, clock } = setUp()
  client.start()
  wire().events.opened()
  assert.deepEqual(wire().said, [{ t: 'hello', person: 'p1', epoch: null, have: {} }])
  assert.deepEqual(log, [])
  hear({ t: 'welcome', epoch: 'e1', topics: ['person:p1', 'chat:1'], now: clock.now() })
  hear({ t: 'stale', topic: 'person:p1', seq: 2 })
  hear({ t: 'stale', topic: 'chat:1', seq: 9 })
  await settled()
  assert.deepEqual(log, ['ready', 'refresh person:p1 chat:1'])
})

test('topics that the server did not name are read all the same', async () => {
  const { client, wire, hear, log, clock } = setUp()
  client.start()
  wire().events.opened()
  hear({ t: 'welcome', epoch: 'e1', topics: ['person:p1'], now: clock.now() })
  await clock.pass(1000)
  assert.deepEqual(log, ['ready', 'refresh person:p1'])
})

test('a gap is asked about after half a second, and the missing frame lets the others follow', async () => {
  const { ready, frame, clock, wire, texts } = setUp()
  await ready()
  frame('chat:1', 6)
  frame('chat:1', 8)
  assert.deepEqual(texts('chat:1'), ['6'])
  await clock.pass(499)
  assert.deepEqual(wire().said, [])
  await clock.pass(1)
  assert.deepEqual(wire().said, [{ t: 'beat', have: { 'person:p1': 2, 'chat:1': 6 } }])
  frame('chat:1', 7)
  assert.deepEqual(texts('chat:1'), ['6', '7', '8'])
})

test('a gap that closes by itself asks nothing', async () => {
  const { ready, frame, clock, wire } = setUp()
  await ready()
  frame('chat:1', 7)
  frame('chat:1', 6)
  await clock.pass(5000)
  assert.deepEqual(wire().said, [])
})

test('the heartbeat carries all numbers, and silence closes the socket', async () => {
  const { ready, clock, wire, hear, client } = setUp()
  await ready()
  await clock.pass(25_000)
  assert.deepEqual(wire().said, [{ t: 'beat', have: { 'person:p1': 2, 'chat:1': 5 } }])
  hear({ t: 'beat', now: clock.now() })
  await clock.pass(24_000)
  assert.ok(!wire().isClosed)
  await clock.pass(11_000 + 1)
  assert.ok(wire().isClosed, 'nobody answered the second one')
  assert.equal(client.state.get(), 'waiting')
})

test('after a break the page says up to where it knows each topic and goes on from there', async () => {
  const { ready, clock, wire, wires, hear, frame, log, texts } = setUp()
  await ready()
  wire().events.closed(1006)
  await clock.pass(1000)
  assert.equal(wires.length, 2)
  wire().events.opened()
  assert.deepEqual(wire().said, [{ t: 'hello', person: 'p1', epoch: 'e1', have: { 'person:p1': 2, 'chat:1': 5 } }])
  hear({ t: 'welcome', epoch: 'e1', topics: ['person:p1', 'chat:1'], now: clock.now() })
  frame('chat:1', 6)
  await settled()
  assert.deepEqual(log, ['ready'])
  assert.deepEqual(texts('chat:1'), ['6'])
})

test('reconnecting is tried ever more slowly', async () => {
  const { client, wire, wires, clock } = setUp()
  client.start()
  const pauses: number[] = []
  for (let turn = 0; turn < 8; turn += 1) {
    wire().events.closed(1006)
    pauses.push(clock.waiting()[0]!)
    await clock.pass(clock.waiting()[0]!)
    assert.equal(wires.length, turn + 2)
  }
  assert.deepEqual(pauses, [375, 750, 1500, 3000, 6000, 12000, 15000, 15000])
})

test('a lost topic goes from the screen at once', async () => {
  const { ready, frame, hear, texts } = setUp()
  await ready()
  frame('chat:1', 6)
  hear({ t: 'lost', topic: 'chat:1' })
  assert.deepEqual(texts('chat:1'), [])
  frame('chat:1', 7)
  assert.deepEqual(texts('chat:1'), [], 'a straggler does not bring it back')
})

test('who joins a chat reads it, who leaves forgets it', async () => {
  const { ready, hear, log, texts, client, frame } = setUp()
  await ready()
  hear({ t: 'frame', topic: 'person:p1', seq: 3, ops: [['join', 'chat:2']] })
  frame('chat:2', 41)
  await settled()
  assert.deepEqual(log, ['moved chat:2', 'refresh chat:2'])
  assert.deepEqual(texts('chat:2'), [])
  client.take({ 'chat:2': 40 }, () => {})
  assert.deepEqual(texts('chat:2'), ['41'])
  hear({ t: 'frame', topic: 'person:p1', seq: 4, ops: [['leave', 'chat:2']] })
  assert.deepEqual(texts('chat:2'), [])
  assert.deepEqual(
    log,
    ['moved chat:2', 'refresh chat:2', 'begin chat:2', 'moved chat:2'],
    'what the page offers may have to change',
  )
})

test('a topic that became stale is read anew and its old content goes in the same moment', async () => {
  const answer = Promise.withResolvers<void>()
  const { ready, frame, hear, texts, client, cache } = setUp({ refresh: () => answer.promise })
  await ready()
  frame('chat:1', 6)
  hear({ t: 'stale', topic: 'chat:1', seq: 90 })
  await settled()
  assert.deepEqual(texts('chat:1'), ['6'], 'the screen stays until the snapshot is there')
  client.take({ 'chat:1': 91 }, (asOf) => {
    const fresh = { id: 'm', text: 'new' } as { id: string }
    cache.put('message', fresh, { topic: 'chat:1', asOf: asOf('chat:1'), origin: 'snapshot' })
  })
  answer.resolve()
  assert.deepEqual(texts('chat:1'), ['new'])
  await settled()
  frame('chat:1', 92)
  assert.deepEqual(texts('chat:1'), ['new', '92'])
})

test('what became stale again while it was read is read once more', async () => {
  const answers: (() => void)[] = []
  const asked: string[] = []
  const { ready, hear, client } = setUp({
    refresh: async (topics) => {
      asked.push(topics.join(' '))
      await new Promise<void>((resolve) => answers.push(resolve))
    },
  })
  await ready()
  hear({ t: 'stale', topic: 'chat:1', seq: 9 })
  hear({ t: 'stale', topic: 'person:p1', seq: 2 })
  await settled()
  client.take({ 'chat:1': 9 }, () => {})
  // the person's topic is still being read when the chat is named again
  hear({ t: 'stale', topic: 'chat:1', seq: 12 })
  answers.shift()?.()
  await settled()
  assert.deepEqual(asked, ['chat:1 person:p1', 'chat:1'])
  assert.equal(client.known('chat:1'), 0, 'number 12 is not known before it was read')
  client.take({ 'chat:1': 12 }, () => {})
  assert.equal(client.known('chat:1'), 12)
})

test('a chat that was left while its page was read does not come back', async () => {
  const { ready, hear, client, cache, texts } = setUp()
  await ready()
  const late = (asOf: (topic: string) => number) =>
    cache.put('message', { id: 'm', text: 'late' } as { id: string }, {
      topic: 'chat:1',
      asOf: asOf('chat:1'),
      origin: 'snapshot',
    })
  hear({ t: 'lost', topic: 'chat:1' })
  client.take({ 'chat:1': 5 }, late)
  assert.deepEqual(texts('chat:1'), [])
  hear({ t: 'frame', topic: 'person:p1', seq: 3, ops: [['join', 'chat:1']] })
  client.take({ 'chat:1': 6 }, late)
  assert.deepEqual(texts('chat:1'), ['late'])
})

test('a snapshot that could not be read is tried again', async () => {
  let tries = 0
  const { client, wire, hear, clock } = setUp({
    refresh: async () => {
      tries += 1
      if (tries < 3) throw new ApiError('offline')
    },
  })
  client.start()
  wire().events.opened()
  hear({ t: 'welcome', epoch: 'e1', topics: ['chat:1'], now: clock.now() })
  hear({ t: 'stale', topic: 'chat:1', seq: 1 })
  await clock.pass(3000)
  assert.equal(tries, 3)
})

test('another store answers: everything is dropped, read anew, and own messages are offered again', async () => {
  const { ready, frame, wire, clock, hear, log, cache } = setUp()
  await ready()
  frame('chat:1', 6)
  wire().events.closed(1006)
  await clock.pass(1000)
  wire().events.opened()
  hear({ t: 'welcome', epoch: 'e2', topics: ['person:p1', 'chat:1'], now: clock.now() })
  for (const topic of ['person:p1', 'chat:1']) hear({ t: 'stale', topic, seq: 1 })
  await settled()
  assert.deepEqual(cache.all('message'), [])
  assert.deepEqual(log, ['new epoch', 'ready', 'refresh person:p1 chat:1'])
})

test('a session that ended stops for good', async () => {
  const { ready, hear, clock, wires, log } = setUp()
  await ready()
  hear({ t: 'bye', reason: 'signed_out', after: 0 })
  await clock.pass(60_000)
  assert.deepEqual([log, wires.length], [['signed out'], 1])
})

test('a server that restarts is met again when it asked for it', async () => {
  const { ready, hear, clock, wires } = setUp()
  await ready()
  hear({ t: 'bye', reason: 'restarting', after: 7 })
  await clock.pass(6900)
  assert.equal(wires.length, 1)
  await clock.pass(200)
  assert.equal(wires.length, 2)
})

test('a call over the socket is answered, refused, or given up with the socket', async () => {
  const { ready, client, hear, wire, clock } = setUp()
  await ready()
  const [first, second, third, fourth] = [1, 2, 3, 4].map((n) => client.call('chats.list', { n }))
  hear({ t: 'answer', n: 2, value: 'two', marks: { 'chat:1': 7 } })
  hear({ t: 'refusal', n: 1, error: { code: 'chat_closed' } })
  assert.deepEqual(await second, { value: 'two', marks: { 'chat:1': 7 } })
  await assert.rejects(first!, (error: ApiError) => error.code === 'chat_closed')
  const slow = assert.rejects(third!, (error: ApiError) => error.code === 'offline')
  const lost = assert.rejects(fourth!, (error: ApiError) => error.code === 'offline')
  await clock.pass(15_000)
  wire().events.closed(1006)
  await Promise.all([slow, lost])
})

test('a watched topic is told about by itself, from where it is known', async () => {
  const { ready, client, wire, clock, hear, frame, texts } = setUp()
  await ready()
  client.watch('class:7')
  client.take({ 'class:7': 12 }, () => {})
  client.listen('class:7')
  assert.deepEqual(wire().said, [{ t: 'watch', topic: 'class:7', from: 12 }])
  frame('class:7', 13)
  assert.deepEqual(texts('class:7'), ['13'])
  wire().events.closed(1006)
  await clock.pass(1000)
  wire().events.opened()
  assert.deepEqual((wire().said[0] as { have: object }).have, { 'person:p1': 2, 'chat:1': 5 })
  hear({ t: 'welcome', epoch: 'e1', topics: ['person:p1', 'chat:1'], now: clock.now() })
  assert.deepEqual(wire().said[1], { t: 'watch', topic: 'class:7', from: 13 })
  client.unwatch('class:7')
  assert.deepEqual(wire().said[2], { t: 'unwatch', topic: 'class:7' })
})
