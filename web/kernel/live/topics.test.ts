import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Op } from '#contract/kernel/live.ts'
import { EntityCache } from '../cache/entity-cache.ts'
import { Topics } from './topics.ts'

function tab() {
  const cache = new EntityCache()
  const left: string[] = []
  const topics = new Topics(cache, (topic) => left.push(topic))
  const frame = (topic: string, seq: number, ...ops: Op[]) => topics.apply({ topic, seq, ops })
  const put = (id: string): Op => ['put', 'message', { id }]
  return { cache, left, topics, frame, put, has: (id: string) => cache.get('message', id) !== undefined }
}

test('frames wait for the snapshot that says where their topic stands', () => {
  const { topics, frame, put, has } = tab()
  topics.hear(['chat:a'])
  frame('chat:a', 8, put('eight'))
  frame('chat:a', 6, put('six'))
  assert.equal(has('eight'), false)
  topics.begin('chat:a', 6)
  assert.equal(has('six'), false, 'the snapshot held it')
  assert.equal(topics.hasGap, true, 'seven is missing')
  frame('chat:a', 7, put('seven'))
  assert.ok(has('seven') && has('eight'))
  assert.deepEqual(topics.marks(), { 'chat:a': 8 })
})

test('what nobody hears is not taken in', () => {
  const { topics, frame, put, has } = tab()
  topics.hear(['chat:a'])
  topics.begin('chat:a', 0)
  frame('chat:b', 1, put('foreign'))
  assert.equal(has('foreign'), false)
})

test('who is put out of a chat loses all of it with that very frame', () => {
  const { topics, frame, put, has, left } = tab()
  topics.hear(['person:me', 'chat:a'])
  for (const topic of ['person:me', 'chat:a']) topics.begin(topic, 0)
  frame('chat:a', 1, put('secret'))
  frame('person:me', 1, ['leave', 'chat:a'])
  assert.equal(has('secret'), false)
  assert.deepEqual(left, ['chat:a'])
  assert.equal(topics.hasLeft('chat:a'), true, 'an answer that was read before comes too late')
  frame('chat:a', 2, put('later'))
  assert.equal(has('later'), false)
})

test('who is taken back hears it again from a new snapshot on', () => {
  const { topics, frame } = tab()
  topics.hear(['person:me'])
  topics.begin('person:me', 0)
  frame('person:me', 1, ['leave', 'chat:a'])
  assert.deepEqual(frame('person:me', 2, ['join', 'chat:a']), ['chat:a'])
  assert.equal(topics.hasLeft('chat:a'), false)
  assert.deepEqual(topics.unknownOf(['chat:a', 'person:me']), ['chat:a'])
})

test('after a pause the server names what is heard; the rest goes, but for what a screen watches', () => {
  const { topics, frame, put, has } = tab()
  topics.hear(['chat:a', 'chat:b'])
  topics.watch('class:7')
  for (const topic of ['chat:a', 'chat:b', 'class:7']) {
    topics.begin(topic, 0)
    frame(topic, 1, put(topic))
  }
  topics.hear(['chat:b'])
  assert.deepEqual(['chat:a', 'chat:b', 'class:7'].map(has), [false, true, true])
  assert.deepEqual(topics.ownMarks(), { 'chat:b': 1 })
  assert.deepEqual(topics.marks(), { 'chat:b': 1, 'class:7': 1 })
})

test('two parts of a screen watch one topic until both let go', () => {
  const { topics } = tab()
  topics.watch('class:7')
  topics.watch('class:7')
  assert.equal(topics.unwatch('class:7'), false)
  assert.deepEqual(topics.watched(), ['class:7'])
  assert.equal(topics.unwatch('class:7'), true)
  assert.deepEqual(topics.watched(), [])
})

test('too far behind, a topic begins at the number that the server named', () => {
  const { topics, frame, put, has } = tab()
  topics.hear(['chat:a'])
  topics.begin('chat:a', 3)
  topics.stale('chat:a', 900)
  frame('chat:a', 901, put('new'))
  assert.equal(has('new'), false)
  assert.equal(topics.lastOf('chat:a'), null)
  assert.equal(topics.beginNamed('chat:a'), true)
  assert.equal(has('new'), true)
  assert.equal(topics.beginNamed('chat:a'), false, 'it was named once')
})

test('another store: nothing that was known counts any more', () => {
  const { topics } = tab()
  topics.hear(['chat:a', 'chat:b'])
  topics.begin('chat:a', 5)
  topics.stale('chat:b', 9)
  topics.clear()
  assert.deepEqual(topics.marks(), {})
  assert.equal(topics.beginNamed('chat:b'), false)
})
