import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Batcher } from './batcher.ts'

/** Work that waits until it is let through. */
function gated(most = 100) {
  const batches: number[][] = []
  const gates: (() => void)[] = []
  const batcher = new Batcher<number, string>(async (items) => {
    batches.push([...items])
    await new Promise<void>((resolve) => gates.push(resolve))
    return items.map((item) => `answer ${item}`)
  }, most)
  const open = async () => {
    gates.shift()?.()
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  }
  return { batcher, batches, open }
}

test('a lone item goes at once', async () => {
  const { batcher, batches, open } = gated()
  const answer = batcher.add(1)
  assert.deepEqual(batches, [[1]])
  await open()
  assert.equal(await answer, 'answer 1')
})

test('what queued while one statement ran goes into the next one, in order, and each gets its own answer', async () => {
  const { batcher, batches, open } = gated()
  const answers = [1, 2, 3, 4].map((item) => batcher.add(item))
  await open()
  assert.deepEqual(batches, [[1], [2, 3, 4]])
  await open()
  assert.deepEqual(await Promise.all(answers), ['answer 1', 'answer 2', 'answer 3', 'answer 4'])
  const later = batcher.add(5)
  await open()
  assert.equal(await later, 'answer 5')
})

test('a batch holds no more than its limit', async () => {
  const { batcher, batches, open } = gated(2)
  const answers = [1, 2, 3, 4, 5, 6].map((item) => batcher.add(item))
  for (let at = 0; at < 4; at++) await open()
  await Promise.all(answers)
  assert.deepEqual(batches, [[1], [2, 3], [4, 5], [6]])
})

test('one bad item fails alone: the others of its batch go one by one', async () => {
  const batches: number[][] = []
  const batcher = new Batcher<number, number>(async (items) => {
    batches.push([...items])
    if (items.includes(3)) throw new Error('bad')
    return items.map((item) => item * 10)
  }, 10)
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map((item) => batcher.add(item)))
  assert.deepEqual(
    outcomes.map((one) => (one.status === 'fulfilled' ? one.value : 'failed')),
    [10, 20, 'failed', 40],
  )
  assert.deepEqual(batches, [[1], [2, 3, 4], [2], [3], [4]])
})
