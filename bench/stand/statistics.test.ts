import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guessable, Samples, spreadOf } from './statistics.ts'

test('the median of an odd and of an even number of rounds, with least and greatest', () => {
  assert.deepEqual(spreadOf([3, 1, 2]), { median: 2, min: 1, max: 3 })
  assert.deepEqual(spreadOf([4, 1, 2, 3]), { median: 2.5, min: 1, max: 4 })
  assert.deepEqual(spreadOf([7]), { median: 7, min: 7, max: 7 })
  assert.throws(() => spreadOf([]))
})

test('times that are alike tell nothing, times that differ tell all', () => {
  assert.equal(guessable([1, 2, 3, 4], [1, 2, 3, 4]), 0.5)
  assert.equal(guessable([5, 5, 5], [5, 5, 5]), 0.5)
  assert.equal(guessable([1, 2, 3], [4, 5, 6]), 1)
  assert.equal(guessable([4, 5, 6], [1, 2, 3]), 1)
  assert.equal(guessable([1, 3], [2, 4]), 0.75)
})

test('figures keep what belongs to us and to each peer apart; what no machine tells is left out', () => {
  const samples = new Samples()
  const of = (contender: string) => ({ figure: 'rate', unit: 'messages/s', contender })
  for (const value of [10, 30, 20]) samples.add(of('ours'), value)
  samples.add(of('peer'), 5)
  samples.add({ figure: 'cpu', unit: 'µs', contender: 'ours' }, null)
  assert.deepEqual(samples.figures('ours'), [
    {
      name: 'rate',
      unit: 'messages/s',
      ours: { median: 20, min: 10, max: 30 },
      peers: { peer: { median: 5, min: 5, max: 5 } },
    },
  ])
})
