import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HandClock } from '#web/kernel/testing/hand-clock.ts'
import { ReadMarks } from './read-marks.ts'

function marks(send: (chatId: string, number: number) => Promise<void>) {
  const clock = new HandClock()
  const read = new Map<string, number>()
  const book = {
    markRead: (chatId: string, number: number) => number > (read.get(chatId) ?? 0) && (read.set(chatId, number), true),
  }
  return { clock, marks: new ReadMarks({ book, send, clock }) }
}

test('scrolling through a chat tells the server the last number, not each', async () => {
  const sent: string[] = []
  const { clock, marks: mine } = marks(async (chatId, number) => void sent.push(`${chatId} ${number}`))
  for (let number = 1; number <= 40; number += 1) mine.seen('a', number)
  mine.seen('a', 12)
  await clock.pass(1000)
  assert.deepEqual(sent, ['a 40'])
})

test('a page that is about to go tells at once, and nothing twice', async () => {
  const sent: number[] = []
  const { clock, marks: mine } = marks(async (_chatId, number) => void sent.push(number))
  mine.hurry()
  mine.seen('a', 7)
  mine.hurry()
  assert.deepEqual(sent, [7])
  await clock.pass(10_000)
  assert.deepEqual(sent, [7])
})

test('a mark that did not arrive is sent again, or a newer one instead', async () => {
  const sent: number[] = []
  const { clock, marks: mine } = marks(async (_chatId, number) => {
    sent.push(number)
    if (sent.length === 1) throw new Error('offline')
  })
  mine.seen('a', 5)
  await clock.pass(1000)
  mine.seen('a', 9)
  await clock.pass(10_000)
  assert.deepEqual(sent, [5, 9])
})
