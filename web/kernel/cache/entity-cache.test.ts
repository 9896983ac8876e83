import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EntityCache, keyOf, type Change } from './entity-cache.ts'

const frame = (topic: string, asOf: number) => ({ topic, asOf, origin: 'frame' }) as const
const snapshot = (topic: string, asOf: number) => ({ topic, asOf, origin: 'snapshot' }) as const
const message = (id: string, text: string) => ({ id, text })

test('a snapshot older than a frame does not overwrite it', () => {
  const cache = new EntityCache()
  cache.put('message', message('m1', 'edited'), frame('chat:1', 7))
  cache.put('message', message('m1', 'first'), snapshot('chat:1', 5))
  assert.deepEqual(cache.get('message', 'm1'), message('m1', 'edited'))
})

test('a frame older than a snapshot does not overwrite it', () => {
  const cache = new EntityCache()
  cache.put('message', message('m1', 'edited'), snapshot('chat:1', 9))
  cache.put('message', message('m1', 'first'), frame('chat:1', 8))
  assert.deepEqual(cache.get('message', 'm1'), message('m1', 'edited'))
})

test('what a frame dropped does not come back with an older snapshot', () => {
  const cache = new EntityCache()
  cache.drop('pupil', 'p1', frame('class:1', 4))
  cache.put('pupil', { id: 'p1' }, snapshot('class:1', 3))
  assert.equal(cache.get('pupil', 'p1'), undefined)
  cache.put('pupil', { id: 'p1' }, frame('class:1', 5))
  assert.ok(cache.get('pupil', 'p1'))
})

test('a lost topic takes all that only it brought', () => {
  const cache = new EntityCache()
  cache.put('class', { id: 'c1' }, frame('desk:1', 1))
  cache.put('class', { id: 'c1' }, frame('class:c1', 1))
  cache.put('message', { id: 'm1' }, frame('chat:1', 1))
  cache.put('chat', { id: '1' }, frame('chat:1', 1))
  cache.forget('chat:1')
  cache.forget('class:c1')
  assert.equal(cache.get('message', 'm1'), undefined)
  assert.equal(cache.get('chat', '1'), undefined)
  assert.ok(cache.get('class', 'c1'), 'the desk still knows the class')
  cache.put('chat', { id: '1' }, snapshot('chat:1', 0))
  assert.ok(cache.get('chat', '1'), 'a topic that was forgotten may begin anew')
})

test('a batch is told once, and only to those whom it concerns', () => {
  const cache = new EntityCache()
  const calls: string[] = []
  cache.subscribe([keyOf.entity('message', 'm1')], () => calls.push('m1'))
  cache.subscribe([keyOf.entity('message', 'm2')], () => calls.push('m2'))
  cache.subscribe([keyOf.owned('chat:1', 'message')], () => calls.push('list'))
  cache.batch(() => {
    cache.put('message', message('m1', 'a'), frame('chat:1', 1))
    cache.put('message', message('m1', 'b'), frame('chat:1', 2))
  })
  assert.deepEqual(calls.toSorted(), ['list', 'm1'])
})

test('a list keeps its identity until something in it changes', () => {
  const cache = new EntityCache()
  cache.put('message', message('m1', 'a'), frame('chat:1', 1))
  const first = cache.owned('chat:1', 'message')
  cache.put('message', message('m9', 'a'), frame('chat:2', 1))
  assert.equal(cache.owned('chat:1', 'message'), first)
  cache.put('message', message('m1', 'b'), frame('chat:1', 2))
  assert.notEqual(cache.owned('chat:1', 'message'), first)
  assert.deepEqual(cache.owned('chat:1', 'message'), [message('m1', 'b')])
  cache.drop('message', 'm1', frame('chat:1', 3))
  assert.deepEqual(cache.owned('chat:1', 'message'), [])
})

test('an answer without a number adds what is missing and changes nothing that is known', () => {
  const cache = new EntityCache()
  cache.putMissing('message', message('m1', 'sent'), 'chat:1')
  cache.put('message', message('m1', 'edited'), frame('chat:1', 3))
  cache.putMissing('message', message('m1', 'sent'), 'chat:1')
  assert.deepEqual(cache.get('message', 'm1'), message('m1', 'edited'))
})

test('observers see before and after, and whether it was live', () => {
  const cache = new EntityCache()
  const seen: Change[] = []
  cache.observe((changes) => seen.push(...changes))
  cache.put('message', message('m1', 'a'), snapshot('chat:1', 1))
  cache.put('message', message('m1', 'b'), frame('chat:1', 2))
  assert.deepEqual(
    seen.map((change) => [change.before, change.value, change.origin]),
    [
      [undefined, message('m1', 'a'), 'snapshot'],
      [message('m1', 'a'), message('m1', 'b'), 'frame'],
    ],
  )
})

test('what was evicted may be loaded again', () => {
  const cache = new EntityCache()
  cache.put('message', message('m1', 'a'), frame('chat:1', 9))
  cache.evict('chat:1', 'message', ['m1'])
  assert.equal(cache.get('message', 'm1'), undefined)
  cache.put('message', message('m1', 'a'), snapshot('chat:1', 9))
  assert.ok(cache.get('message', 'm1'))
})

test('clearing empties everything and says so', () => {
  const cache = new EntityCache()
  cache.put('message', message('m1', 'a'), frame('chat:1', 1))
  let told = 0
  cache.subscribe([keyOf.all('message')], () => (told += 1))
  cache.clear()
  assert.equal(told, 1)
  assert.deepEqual(cache.all('message'), [])
})
