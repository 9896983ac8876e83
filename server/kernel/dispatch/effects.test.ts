import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entity } from '#contract/kernel/define.ts'
import * as z from 'zod/mini'
import { Effects } from './effects.ts'

const note = entity('note', z.strictObject({ id: z.string(), text: z.string() }))
const other = entity('other', z.strictObject({ id: z.string() }))

test('a later put of the same entity replaces an earlier one within a frame', () => {
  const effects = new Effects()
  effects.live.put('chat:1', note, { id: 'a', text: 'one' })
  effects.live.put('chat:1', note, { id: 'b', text: 'two' })
  effects.live.put('chat:1', note, { id: 'a', text: 'three' })
  assert.deepEqual(effects.ops.get('chat:1'), [
    ['put', 'note', { id: 'b', text: 'two' }],
    ['put', 'note', { id: 'a', text: 'three' }],
  ])
})

test('of a put and a drop of the same entity the later one counts', () => {
  const effects = new Effects()
  effects.live.put('chat:1', note, { id: 'a', text: 'one' })
  effects.live.drop('chat:1', note, 'a')
  assert.deepEqual(effects.ops.get('chat:1'), [['drop', 'note', 'a']])
  effects.live.put('chat:1', note, { id: 'a', text: 'again' })
  assert.deepEqual(effects.ops.get('chat:1'), [['put', 'note', { id: 'a', text: 'again' }]])
})

test('entities of different names, and topics, never replace each other', () => {
  const effects = new Effects()
  effects.live.put('chat:1', note, { id: 'a', text: '' })
  effects.live.put('chat:1', other, { id: 'a' })
  effects.live.put('chat:2', note, { id: 'a', text: '' })
  assert.equal(effects.ops.get('chat:1')?.length, 2)
  assert.equal(effects.ops.get('chat:2')?.length, 1)
})

test('who joins and leaves a topic in one call is told the last of it, on his own topic', () => {
  const effects = new Effects()
  effects.live.join('p', 'chat:1')
  effects.live.leave('p', 'chat:1')
  effects.live.leave('q', 'chat:1')
  effects.live.join('q', 'chat:1')
  assert.deepEqual(effects.ops.get('person:p'), [['leave', 'chat:1']])
  assert.deepEqual(effects.ops.get('person:q'), [['join', 'chat:1']])
})
