import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { TopicLog } from './topic-log.ts'

const frame = (seq: number) => ({ topic: 'chat:1', seq, ops: [] })
const numbers = (frames: { seq: number }[]) => frames.map((one) => one.seq)

test('the next frame is applied, a lower one is ignored, a higher one waits', () => {
  const log = new TopicLog(4)
  assert.deepEqual(numbers(log.accept(frame(5))), [5])
  assert.deepEqual(numbers(log.accept(frame(5))), [])
  assert.deepEqual(numbers(log.accept(frame(3))), [])
  assert.deepEqual(numbers(log.accept(frame(8))), [])
  assert.ok(log.hasGap)
  assert.deepEqual(numbers(log.accept(frame(7))), [])
  assert.deepEqual(numbers(log.accept(frame(6))), [6, 7, 8])
  assert.equal(log.hasGap, false)
})

test('before the first snapshot frames wait; it then releases what is newer than itself', () => {
  const log = new TopicLog()
  for (const seq of [11, 12, 14]) assert.deepEqual(log.accept(frame(seq)), [])
  assert.deepEqual(numbers(log.begin(11)), [12])
  assert.equal(log.last, 12)
  assert.ok(log.hasGap)
})

test('a later snapshot does not skip frames that are still on their way', () => {
  const log = new TopicLog(4)
  assert.deepEqual(log.begin(9), [])
  assert.equal(log.last, 4)
})

test('however frames are doubled and shuffled, each is applied once and in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 200 }), (order) => {
      const log = new TopicLog(0)
      const applied = [...order, ...Array.from({ length: 30 }, (_, at) => at + 1)].flatMap((seq) =>
        numbers(log.accept(frame(seq))),
      )
      assert.deepEqual(
        applied,
        Array.from({ length: 30 }, (_, at) => at + 1),
      )
    }),
  )
})
