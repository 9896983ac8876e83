import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError } from '../api/api-error.ts'
import { HandClock, settled } from '../testing/hand-clock.ts'
import { keptMs, MemoryOutboxStore } from './outbox-entry.ts'
import { Outbox } from './outbox.ts'

type Server = (call: string, input: unknown) => Promise<unknown>

/** One device: a store and one turn for all its tabs. */
function device(server: Server, clock = new HandClock()) {
  const store = new MemoryOutboxStore()
  const tabs: Outbox[] = []
  const arrived: string[] = []
  let turn: Promise<void> = Promise.resolve()
  const openTab = (): Outbox => {
    const tab: Outbox = new Outbox({
      store,
      person: 'p1',
      clock,
      random: () => 0.5,
      send: (call, input) => server(call, input),
      turn: (run) => {
        const mine = turn.then(run)
        turn = mine.catch(() => {})
        return mine
      },
      told: () => {
        for (const other of tabs) if (other !== tab) void other.reread()
      },
      arrived: (entry) => void arrived.push(entry.id),
    })
    tabs.push(tab)
    return tab
  }
  return { store, clock, openTab, arrived }
}

const message = (id: string, lane = 'chat 1') => ({ id, lane, call: 'chats.send', input: { id, text: id } })
const states = (outbox: Outbox, lane = 'chat 1') => outbox.lane(lane).map((entry) => `${entry.id} ${entry.state}`)

test('a message written while the server is away arrives once after it is back, in order', async () => {
  const got: string[] = []
  let isUp = false
  const { openTab, clock } = device(async (_call, input) => {
    if (!isUp) throw new ApiError('offline')
    got.push((input as { id: string }).id)
  })
  const tab = openTab()
  await tab.start()
  for (const id of ['a', 'b', 'c']) await tab.add(message(id))
  await clock.pass(120_000)
  assert.deepEqual(states(tab), ['a waiting', 'b waiting', 'c waiting'])
  isUp = true
  await clock.pass(30_000)
  assert.deepEqual(got, ['a', 'b', 'c'])
  assert.deepEqual(states(tab), [])
})

test('a message is kept before it is shown, and a new page sends what a killed one left', async () => {
  const got: string[] = []
  let isUp = false
  const { openTab, store, clock } = device(async (_call, input) => {
    if (!isUp) throw new ApiError('offline')
    got.push((input as { id: string }).id)
  })
  const killed = openTab()
  await killed.start()
  await killed.add(message('a'))
  assert.deepEqual(
    (await store.all('p1')).map((entry) => entry.id),
    ['a'],
  )
  killed.stop()
  isUp = true
  const next = openTab()
  await next.start()
  await clock.pass(0)
  assert.deepEqual(got, ['a'])
})

test('an answer lost on the way is asked for again with the same id', async () => {
  const got: unknown[] = []
  const { openTab, clock, arrived } = device(async (_call, input) => {
    got.push(input)
    if (got.length === 1) throw new ApiError('offline')
  })
  const tab = openTab()
  await tab.start()
  await tab.add(message('a'))
  await clock.pass(5000)
  assert.deepEqual(got, [
    { id: 'a', text: 'a' },
    { id: 'a', text: 'a' },
  ])
  assert.deepEqual(arrived, ['a'])
})

test('two tabs send each message once', async () => {
  const got: string[] = []
  const { openTab, clock } = device(async (_call, input) => {
    await settled()
    got.push((input as { id: string }).id)
  })
  const [one, other] = [openTab(), openTab()]
  await Promise.all([one.start(), other.start()])
  await Promise.all([
    one.add(message('a')),
    other.add(message('b')),
    one.add(message('c')),
    other.add(message('d', 'chat 2')),
  ])
  other.hurry()
  one.hurry()
  for (let turn = 0; turn < 50 && got.length < 4; turn += 1) await settled()
  await clock.pass(60_000)
  assert.deepEqual(got.toSorted(), ['a', 'b', 'c', 'd'])
  assert.deepEqual([states(one), states(other)], [[], []])
})

test('what the server refuses stays with its reason and does not hold up what follows', async () => {
  let isClosed = true
  const got: string[] = []
  const { openTab, clock } = device(async (_call, input) => {
    const { id } = input as { id: string }
    if (id === 'a' && isClosed) throw new ApiError('chat_closed')
    got.push(id)
  })
  const tab = openTab()
  await tab.start()
  await tab.add(message('a'))
  await tab.add(message('b'))
  await clock.pass(1000)
  assert.deepEqual(states(tab), ['a refused'])
  assert.equal(tab.lane('chat 1')[0]!.code, 'chat_closed')
  isClosed = false
  await tab.retry('a')
  await clock.pass(1000)
  assert.deepEqual(got, ['b', 'a'])
  assert.deepEqual(states(tab), [])
})

test('a refused message may be deleted, a sent one is not forgotten by it', async () => {
  const { openTab, clock, store } = device(async (_call, input) => {
    if ((input as { id: string }).id === 'a') throw new ApiError('may_not_write')
  })
  const tab = openTab()
  await tab.start()
  await tab.add(message('a'))
  await tab.add(message('b'))
  await clock.pass(1000)
  await tab.discard('a')
  await tab.discard('b')
  assert.deepEqual(
    (await store.all('p1')).map((entry) => `${entry.id} ${entry.state}`),
    ['b sent'],
  )
})

test('after a backup was restored the messages of seven days are offered again, older ones are not', async () => {
  const got: string[] = []
  const { openTab, clock } = device(async (_call, input) => void got.push((input as { id: string }).id))
  const tab = openTab()
  await tab.start()
  await tab.add(message('old'))
  await clock.pass(keptMs - 1000)
  await tab.add(message('young'))
  await clock.pass(2000)
  got.length = 0
  await tab.reoffer()
  await clock.pass(1000)
  assert.deepEqual(got, ['young'])
})

test('a server that asks to wait is not asked before', async () => {
  let tries = 0
  const { openTab, clock } = device(async () => {
    tries += 1
    if (tries === 1) throw new ApiError('too_many', { retryAfter: 40 })
  })
  const tab = openTab()
  await tab.start()
  await tab.add(message('a'))
  await clock.pass(39_000)
  assert.equal(tries, 1)
  await clock.pass(2000)
  assert.equal(tries, 2)
})
