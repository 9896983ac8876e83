import assert from 'node:assert/strict'
import { afterEach, beforeEach, mock, test } from 'node:test'
import { heardTyping, stoppedTyping, typing } from './typing.ts'

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }))
afterEach(() => {
  mock.timers.tick(60_000)
  mock.timers.reset()
})
const writers = (chat: string) => typing.get().get(chat) ?? []

test('a sign of writing goes by itself when no other follows', () => {
  heardTyping('a', 'elena')
  mock.timers.tick(3000)
  heardTyping('a', 'elena')
  mock.timers.tick(4000)
  assert.deepEqual(writers('a'), ['elena'], 'the second sign prolonged it')
  mock.timers.tick(1000)
  assert.deepEqual(writers('a'), [])
})

test('several write in several chats, each is named once', () => {
  heardTyping('a', 'elena')
  heardTyping('a', 'irina')
  heardTyping('a', 'elena')
  heardTyping('b', 'elena')
  assert.deepEqual([writers('a'), writers('b')], [['elena', 'irina'], ['elena']])
  stoppedTyping('a', 'elena')
  assert.deepEqual([writers('a'), writers('b')], [['irina'], ['elena']])
})

test('a sign that changes nothing draws nothing again', () => {
  heardTyping('a', 'elena')
  const before = typing.get()
  heardTyping('a', 'elena')
  stoppedTyping('a', 'nobody')
  assert.equal(typing.get(), before)
})
