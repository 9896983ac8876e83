import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Message } from '#contract/chats.ts'
import { ChatHistory, mostAbove, mostLoaded, pageLength } from './chat-history.ts'
import { isShifted, rowsOf, rowToMeet, type Row } from './message-rows.ts'

/** A chat of the server with `total` messages. */
function history(total: number) {
  const server = { total, released: [0, 0], isDown: false, quoted: [] as number[] }
  const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at)
  const chat = new ChatHistory({
    open: async (around) => {
      if (server.isDown) throw new Error('offline')
      const to = around === null ? server.total : Math.min(server.total, around + pageLength / 2)
      return { numbers: [...server.quoted, ...range(Math.max(1, to - pageLength + 1), to)], last: server.total }
    },
    load: async (from, direction) => {
      if (server.isDown) throw new Error('offline')
      return {
        numbers:
          direction === 'before'
            ? [...server.quoted, ...range(Math.max(1, from - pageLength), from - 1)]
            : range(from + 1, Math.min(server.total, from + pageLength)),
      }
    },
    release: (from, to) => (server.released = [from, to]),
  })
  const place = () => {
    const window = chat.window.get()!
    return [window.from, window.to, window.last]
  }
  return { chat, server, place }
}

test('the newest page is opened, pages before it join without a hole', async () => {
  const { chat, place } = history(1000)
  await chat.open(null)
  assert.deepEqual(place(), [941, 1000, 1000])
  await chat.loadBefore()
  assert.deepEqual(place(), [881, 1000, 1000])
})

test('scrolling through 100,000 messages keeps only what is near, and the way back loads it again', async () => {
  const { chat, place, server } = history(100_000)
  await chat.open(null)
  for (let turn = 0; turn < 2000 && chat.hasBefore; turn += 1) await chat.loadBefore()
  const [first, newest] = place()
  assert.equal(first, 1)
  assert.ok(newest !== undefined && newest <= mostLoaded)
  assert.deepEqual(server.released, [first, newest])
  assert.equal(chat.isAtNewest, false)
  for (let turn = 0; turn < 100; turn += 1) {
    await chat.loadAfter()
    const [from, to] = place()
    assert.equal(to, newest + (turn + 1) * pageLength)
    assert.ok(to - from! < mostAbove)
  }
  assert.ok(place()[0]! > 1, 'the start was let go')
  await chat.open(null)
  assert.equal(chat.isAtNewest, true)
})

test('a message of long ago that a page answers does not widen what is loaded', async () => {
  const { chat, place, server } = history(100_000)
  server.quoted = [5, 70_000]
  await chat.open(null)
  assert.deepEqual(place(), [99_941, 100_000, 100_000])
  await chat.loadBefore()
  assert.deepEqual(place(), [99_881, 100_000, 100_000])
  await chat.open(50_000)
  assert.deepEqual(place(), [49_971, 50_030, 100_000])
})

test('a new message joins where the newest is shown and only counts where it is not', async () => {
  const { chat, place } = history(500)
  await chat.open(null)
  chat.arrived({ number: 501 })
  assert.deepEqual(place(), [441, 501, 501])
  chat.arrived({ number: 510 })
  assert.deepEqual(place(), [441, 501, 510], 'those between are not there yet')
  await chat.open(100)
  chat.arrived({ number: 511 })
  assert.deepEqual(place(), [71, 130, 511])
})

test('a page that could not be loaded leaves everything as it was and may be tried again', async () => {
  const { chat, place, server } = history(500)
  await chat.open(null)
  server.isDown = true
  await assert.rejects(chat.loadBefore())
  assert.equal(chat.loading.get(), null)
  server.isDown = false
  await chat.loadBefore()
  assert.deepEqual(place(), [381, 500, 500])
})

test('a jump elsewhere wins over a page that is still on its way', async () => {
  const { chat, place } = history(1000)
  await chat.open(null)
  const slow = chat.loadBefore()
  await chat.open(100)
  await slow
  assert.deepEqual(place(), [71, 130, 1000])
})

test('an empty chat is open and waits for its first message', async () => {
  const { chat, place } = history(0)
  await chat.open(null)
  chat.arrived({ number: 1 })
  assert.deepEqual(place(), [1, 1, 1])
})

test('what may have holes is read again where the reader looks, and at the next look where nobody does', async () => {
  const { chat, place, server } = history(5000)
  await chat.open(2000)
  chat.eye = 2010
  server.total = 6000
  await chat.reload()
  assert.deepEqual(place(), [1981, 2040, 6000])
  assert.deepEqual(chat.opened.get(), { nth: 2, meets: 2010 })
  chat.eye = 'end'
  await chat.reload()
  assert.deepEqual(place(), [5941, 6000, 6000])
  assert.deepEqual(chat.opened.get(), { nth: 3, meets: 'end' })
  chat.eye = null
  await chat.reload()
  assert.equal(chat.window.get(), null)
})

test('after a long absence the reader finds his place again, and nothing joins what is gone', async () => {
  const { chat, place, server } = history(5000)
  await chat.open(null)
  chat.eye = 4950
  chat.expire()
  server.total = 5001
  chat.arrived({ number: 5001 })
  assert.deepEqual(place(), [4941, 5000, 5001], 'the messages between are not known to be there')
  // what was drawn is empty for a moment, which looks like its end
  chat.eye = 'end'
  await chat.loadBefore()
  await chat.loadAfter()
  assert.deepEqual(place(), [4941, 5000, 5001])
  // a first try that fails is followed by another
  chat.expire()
  await chat.reload()
  assert.deepEqual(chat.opened.get(), { nth: 2, meets: 4950 })
  assert.deepEqual(place(), [4921, 4980, 5001])
  assert.equal(chat.isExpired, false)
})

test('a reader meets the line of the new, the end, or the message that he went to', () => {
  const list = rows([message(1, 'a', 0), message(2, 'a', day), message(3, 'a', day + 1)], 2)
  assert.deepEqual(drawn(list), ['day', '1 first last', 'day', '2 first last', 'new', '3 first last'])
  assert.equal(rowToMeet(list, 'new'), 4)
  assert.equal(rowToMeet(list, 'end'), null)
  assert.equal(rowToMeet(list, 2), 3)
  assert.equal(rowToMeet(list, 99), null)
})

test('rows never come and go in one step: the place of the reader could not be kept', async () => {
  const { chat, place } = history(5000)
  await chat.open(null)
  const steps: number[][] = []
  let [from, to] = place() as [number, number]
  chat.window.subscribe(() => {
    const now = place() as [number, number]
    steps.push([now[0] - from, now[1] - to])
    ;[from, to] = now
  })
  for (let turn = 0; turn < 30; turn += 1) await chat.loadBefore()
  for (let turn = 0; turn < 30; turn += 1) await chat.loadAfter()
  await chat.open(1)
  for (let turn = 0; turn < 60; turn += 1) await chat.loadAfter()
  assert.ok(steps.length > 100)
  assert.deepEqual(steps.filter(([atStart, atEnd]) => atStart !== 0 && atEnd !== 0).length, 1, 'the jump')
})

const day = 86_400_000
const message = (number: number, authorId: string, at: number, more: Partial<Message> = {}): Message => ({
  id: `m${number}`,
  chatId: 'a',
  number,
  authorId,
  text: '',
  at,
  replyTo: null,
  editedAt: null,
  deleted: null,
  ...more,
})
const rows = (messages: Message[], readAtOpening = 1e9) =>
  rowsOf({ messages, waiting: [], me: 'me', readAtOpening, dayNumber: (at) => Math.floor(at / day) })
const drawn = (list: readonly Row[]) =>
  list.map((row) =>
    row.kind === 'message'
      ? `${row.message.number}${row.isFirst ? ' first' : ''}${row.isLast ? ' last' : ''}`
      : row.kind,
  )

test('messages of one author within five minutes stand together under one name', () => {
  const list = rows([message(1, 'a', 0), message(2, 'a', 60_000), message(3, 'b', 61_000), message(4, 'b', 400_000)])
  assert.deepEqual(drawn(list), ['day', '1 first', '2 last', '3 first last', '4 first last'])
})

test('days and new messages part a group', () => {
  const list = rows([message(1, 'a', day - 1000), message(2, 'a', day + 1000), message(3, 'a', day + 2000)], 2)
  assert.deepEqual(drawn(list), ['day', '1 first last', 'day', '2 first last', 'new', '3 first last'])
  assert.equal(rowToMeet(list, 'new'), 4)
})

test('where nothing was read the line stands above the first message, below its day', () => {
  const list = rows([message(1, 'a', 0), message(2, 'a', 1000)], 0)
  assert.deepEqual(drawn(list), ['day', 'new', '1 first', '2 last'])
  assert.equal(rowToMeet(list, 'new'), 1)
})

test('only rows that come or go at the start keep the place from the end', () => {
  const some = (from: number, to: number) =>
    rows(Array.from({ length: to - from + 1 }, (_, at) => message(from + at, 'a', (from + at) * 1000)))
  assert.equal(isShifted(some(61, 120), some(1, 120)), true, 'a page before')
  assert.equal(isShifted(some(1, 120), some(61, 120)), true, 'the far past is let go')
  assert.equal(isShifted(some(61, 120), some(61, 121)), false, 'a new message')
  assert.equal(isShifted(some(61, 120), some(200, 260)), false, 'a jump')
  assert.equal(isShifted([], some(1, 60)), false, 'the first page')
})

test('own messages are not new, and nothing is new where all was read', () => {
  assert.equal(rowToMeet(rows([message(1, 'a', 0), message(2, 'me', 1000)], 1), 'new'), null)
  assert.equal(rowToMeet(rows([message(1, 'a', 0), message(2, 'a', 1000)], 2), 'new'), null)
})

test('what waits stands last, and once, also while its answer overtakes the outbox', () => {
  const entry = (id: string) => ({
    id,
    lane: 'a',
    person: 'me',
    call: 'chats.send',
    input: {},
    at: 0,
    order: 0,
    state: 'waiting' as const,
    code: null,
  })
  const list = rowsOf({
    messages: [message(1, 'me', 0)],
    waiting: [entry('m1'), entry('m2')],
    me: 'me',
    readAtOpening: 0,
    dayNumber: () => 0,
  })
  assert.deepEqual(
    list.map((row) => row.key),
    ['day 0 m1', 'm1', 'm2'],
  )
})
