import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import fc from 'fast-check'
import type { Frame, Op } from '#contract/kernel/live.ts'
import { Hub, type Hearer } from './hub.ts'

const school = '00000000-0000-7000-8000-000000000001'
const topic = 'chat:1'

interface Heard {
  readonly t: string
  readonly topic: string
  readonly seq: number
}

interface TestHearer extends Hearer {
  readonly heard: Heard[]
}

function hearer(schoolId: string | null = school): TestHearer {
  const heard: Heard[] = []
  return { personId: null, schoolId, topics: new Set(), heard, send: (bytes) => void heard.push(payload(bytes)) }
}

function payload(bytes: Buffer): Heard {
  const short = bytes[1]!
  return JSON.parse(bytes.subarray(short < 126 ? 2 : short === 126 ? 4 : 10).toString())
}

function frame(seq: number, ops: Op[] = [], of = topic): Frame {
  return { topic: of, seq, ops }
}

const seqs = (one: TestHearer, of = topic) =>
  one.heard.filter((said) => said.t === 'frame' && said.topic === of).map((said) => said.seq)

/** A hub on a table in memory; `table` holds what is committed. */
function makeHub(table: Frame[] = []) {
  const errors: unknown[] = []
  const readings: number[] = []
  const hub = new Hub(
    async (_school, of, after) => {
      readings.push(after)
      const all = table.filter((one) => one.topic === of).toSorted((a, b) => a.seq - b.seq)
      return after < 0 ? all.slice(-1) : all.filter((one) => one.seq > after)
    },
    (error) => void errors.push(error),
  )
  return { hub, errors, readings, table }
}

function withTimers(t: TestContext): TestContext['mock']['timers'] {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  return t.mock.timers
}

/** Lets promises that wait for nothing but each other run out. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}

test('frames leave in the order of their numbers, however commits overtake each other', (t) => {
  withTimers(t)
  const { hub } = makeHub()
  const one = hearer()
  hub.join(one, topic)
  hub.settle(topic, 4)
  hub.publish([frame(6), frame(7)])
  assert.deepEqual(seqs(one), [])
  hub.publish([frame(5)])
  assert.deepEqual(seqs(one), [5, 6, 7])
})

test('a frame whose predecessor does not come is followed up in the table after 100 ms', async (t) => {
  const timers = withTimers(t)
  const { hub, readings } = makeHub([frame(5), frame(6)])
  const one = hearer()
  hub.join(one, topic)
  hub.settle(topic, 4)
  hub.publish([frame(6)])
  timers.tick(99)
  await settled()
  assert.deepEqual([seqs(one), readings], [[], []])
  timers.tick(1)
  await settled()
  assert.deepEqual([seqs(one), readings], [[5, 6], [4]])
})

test('a frame that is sent once is never sent again', (t) => {
  withTimers(t)
  const { hub } = makeHub()
  const one = hearer()
  hub.join(one, topic)
  hub.settle(topic, 0)
  hub.publish([frame(1), frame(1), frame(2), frame(1)])
  hub.hint(topic, 2)
  assert.deepEqual(seqs(one), [1, 2])
})

test('a hint of another node is read from the table at once', async (t) => {
  const timers = withTimers(t)
  const { hub } = makeHub([frame(1), frame(2)])
  const one = hearer()
  hub.join(one, topic)
  hub.settle(topic, 0)
  hub.hint(topic, 2)
  hub.hint(topic, 1)
  timers.tick(1)
  await settled()
  timers.tick(100)
  await settled()
  assert.deepEqual(seqs(one), [1, 2])
})

test('frames that come before the first catch-up wait for it, and those it covers are not sent', (t) => {
  withTimers(t)
  const { hub } = makeHub()
  const one = hearer()
  hub.join(one, topic)
  hub.publish([frame(8), frame(9), frame(10)])
  assert.deepEqual(seqs(one), [])
  hub.settle(topic, 9)
  assert.deepEqual(seqs(one), [10])
  assert.equal(hub.lastOf(topic), 10)
})

test('a later settling of the same topic changes nothing', (t) => {
  withTimers(t)
  const { hub } = makeHub()
  const one = hearer()
  hub.join(one, topic)
  hub.settle(topic, 3)
  hub.settle(topic, 9)
  hub.publish([frame(4)])
  assert.deepEqual(seqs(one), [4])
})

test('a table that cannot be read is asked again, ever more slowly, and loses nothing', async (t) => {
  const timers = withTimers(t)
  let isBroken = true
  let readings = 0
  const errors: unknown[] = []
  const hub = new Hub(
    async () => {
      readings += 1
      if (isBroken) throw new Error('away')
      return [frame(1), frame(2)]
    },
    (error) => void errors.push(error),
  )
  const one = hearer()
  hub.join(one, topic)
  hub.settle(topic, 0)
  hub.hint(topic, 2)
  for (let at = 0; at < 1000; at++) {
    timers.tick(1)
    await settled()
  }
  assert.ok(readings >= 3 && readings <= 5, `${readings} readings within a second`)
  isBroken = false
  timers.tick(5000)
  await settled()
  assert.deepEqual(seqs(one), [1, 2])
  assert.equal(errors.length, readings - 1)
})

test('when the last hearer goes while the table is read, nobody goes on reading', async (t) => {
  const timers = withTimers(t)
  const gates: (() => void)[] = []
  let readings = 0
  const hub = new Hub(
    () => {
      readings += 1
      return new Promise((resolve) => gates.push(() => resolve([])))
    },
    () => undefined,
  )
  const one = hearer()
  hub.join(one, topic)
  hub.settle(topic, 0)
  hub.hint(topic, 3)
  timers.tick(1)
  hub.gone(one)
  gates.forEach((open) => open())
  await settled()
  timers.tick(60_000)
  await settled()
  assert.equal(readings, 1)
  assert.equal(hub.lastOf(topic), null)
})

test('what the table no longer has is read as a snapshot', async (t) => {
  const timers = withTimers(t)
  const { hub } = makeHub([frame(50), frame(51)])
  const one = hearer()
  hub.join(one, topic)
  hub.settle(topic, 3)
  hub.hint(topic, 51)
  timers.tick(1)
  await settled()
  assert.deepEqual(
    one.heard.map(({ t: kind, seq }) => [kind, seq]),
    [
      ['stale', 49],
      ['frame', 50],
      ['frame', 51],
    ],
  )
})

test('a person who joins hears where the topic stands only when that is known', async (t) => {
  withTimers(t)
  const { hub, table } = makeHub([frame(1), frame(2)])
  const one = hearer()
  hub.join(one, 'person:1')
  hub.settle('person:1', 0)
  hub.publish([frame(1, [['join', topic]], 'person:1')])
  assert.deepEqual(
    one.heard.map((said) => said.t),
    ['frame'],
  )
  table.push(frame(3))
  hub.publish([frame(3)])
  await settled()
  assert.deepEqual([one.heard.at(-1)?.t, one.heard.at(-1)?.seq], ['stale', 3])
  hub.publish([frame(4)])
  assert.deepEqual([one.heard.at(-1)?.t, one.heard.at(-1)?.seq], ['frame', 4])
})

test('a person who leaves hears nothing more in the same moment, others do', (t) => {
  withTimers(t)
  const { hub } = makeHub()
  const [leaving, staying] = [hearer(), hearer()]
  hub.join(leaving, 'person:1')
  for (const one of [leaving, staying]) hub.join(one, topic)
  hub.settle('person:1', 0)
  hub.settle(topic, 0)
  hub.publish([frame(1, [['leave', topic]], 'person:1'), frame(1)])
  assert.deepEqual(seqs(leaving), [])
  assert.equal(leaving.heard.at(-1)?.t, 'lost')
  assert.deepEqual(seqs(staying), [1])
  assert.equal(leaving.topics.has(topic), false)
})

test('topics are told apart by school', () => {
  const { hub } = makeHub()
  hub.join(hearer('a'), 'chat:1')
  hub.join(hearer('a'), 'chat:2')
  hub.join(hearer('b'), 'chat:3')
  hub.join(hearer(null), 'chat:4')
  assert.deepEqual(
    [...hub.heard()],
    [
      ['a', ['chat:1', 'chat:2']],
      ['b', ['chat:3']],
    ],
  )
})

type Event =
  | { readonly kind: 'publish' | 'hint'; readonly seq: number }
  | { readonly kind: 'tick'; readonly ms: number }
  | { readonly kind: 'join' }

const events = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constantFrom('publish' as const, 'hint' as const), seq: fc.integer({ min: 1, max: 12 }) }),
    fc.record({ kind: fc.constant('tick' as const), ms: fc.integer({ min: 0, max: 150 }) }),
    fc.record({ kind: fc.constant('join' as const) }),
  ),
  { maxLength: 40 },
)

test('in any history of commits, hints, losses and joins every hearer hears on without gap, order kept, nothing twice', async (t) => {
  const timers = withTimers(t)
  await fc.assert(
    fc.asyncProperty(events, async (history: Event[]) => {
      const { hub, table } = makeHub()
      const hearers: { readonly one: TestHearer; readonly from: number }[] = []
      const join = () => {
        const one = hearer()
        hub.join(one, topic)
        const from = table.length
        hub.settle(topic, from)
        hearers.push({ one, from })
      }
      const commitUpTo = (seq: number) => {
        while (table.length < seq) table.push(frame(table.length + 1))
      }
      join()
      for (const event of history) {
        if (event.kind === 'join') join()
        else if (event.kind === 'tick') timers.tick(event.ms)
        else {
          commitUpTo(event.seq)
          if (event.kind === 'hint') hub.hint(topic, event.seq)
          else hub.publish([frame(event.seq)])
        }
        await settled()
      }
      // the node's own check of its numbers
      hub.hint(topic, table.length)
      for (let at = 0; at < 40; at++) {
        timers.tick(200)
        await settled()
      }
      for (const { one, from } of hearers) {
        const heard = seqs(one)
        const expected = table.map((stored) => stored.seq).filter((seq) => seq > from)
        // one that joins behind the hub hears a little again, in order: the client ignores it
        assert.deepEqual(heard.slice(heard.length - expected.length), expected)
        for (let at = 1; at < heard.length; at++) assert.equal(heard[at], heard[at - 1]! + 1)
      }
    }),
    { numRuns: 300 },
  )
})
