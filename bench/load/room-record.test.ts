import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compare } from '../stand/measure.ts'
import { dialects } from './dialects.ts'
import { digestOf, type Ear, RoomRecord } from './room-record.ts'

const roomId = '01a204a7-3b86-7ead-8a26-352e98009aaf'
const ids = ['a', 'b', 'c', 'd']

/** A frame as the server sends it, with messages of these numbers. */
function frame(seq: number, ...numbers: number[]): Buffer {
  const ops = numbers.map((number) => ['put', 'message', { id: ids[number - 1], text: `text ${number}`, number }])
  return Buffer.from(JSON.stringify({ t: 'frame', topic: `chat:${roomId}`, seq, ops }))
}

/** Two pages in a room that was told four messages; each hears its frames. */
function record(...heard: readonly (readonly Buffer[])[]) {
  const room = new RoomRecord(roomId, dialects.peremena)
  for (const [at, id] of ids.entries()) room.said.set(id, `text ${at + 1}`)
  const ears: Ear[] = heard.map(() => room.join())
  for (const [at, frames] of heard.entries()) for (const one of frames) room.hear(ears[at]!, one)
  const counted = room.close()
  return { room, counted, complaints: room.complaints.join('\n') }
}

const whole = [frame(1, 1), frame(2, 2, 3), frame(3, 4)]

test('a room in which everybody heard everything once and in order has no complaints', () => {
  const { room, counted, complaints } = record(whole, whole)
  assert.equal(complaints, '')
  assert.ok(room.isComplete)
  assert.deepEqual(counted, { roomId, messages: 4, ids: digestOf(ids) })
})

test('a message that nobody heard is noticed', () => {
  const { room, complaints } = record(whole.slice(0, 2), whole.slice(0, 2))
  assert.ok(!room.isComplete)
  assert.match(complaints, /1 of 4 messages were heard by nobody/)
})

test('a message that one page did not hear is noticed, at the end and in the middle', () => {
  assert.match(record(whole, whole.slice(0, 2)).complaints, /lacks the last 1 of 3 frames/)
  assert.match(record(whole, [whole[0]!, whole[2]!]).complaints, /something else as its frame 2/)
})

test('a message that comes twice is noticed', () => {
  const doubled = [...whole, frame(4, 4)]
  assert.match(record(doubled, doubled).complaints, /d was heard twice/)
  assert.match(record(whole, [whole[0]!, ...whole]).complaints, /something else as its frame 2/)
})

test('messages in another order are noticed', () => {
  const swapped = [frame(1, 1), frame(2, 3, 2), frame(3, 4)]
  assert.match(record(swapped, swapped).complaints, /Number 3 was heard at place 2/)
  assert.match(record(whole, [whole[1]!, whole[0]!, whole[2]!]).complaints, /something else as its frame 1/)
})

test('a text that changed on its way and a message that was never said are noticed', () => {
  const other = Buffer.from(whole[0]!.toString().replace('text 1', 'text 9'))
  assert.match(record([other, ...whole.slice(1)]).complaints, /was said as «text 1» and heard as «text 9»/)
  const foreign = Buffer.from(whole[0]!.toString().replace('"a"', '"x"'))
  assert.match(record([foreign, ...whole.slice(1)]).complaints, /x was never said/)
})

test('a row too few, and rows of other messages or in another order, are noticed', () => {
  const heard = [{ roomId, messages: 4, ids: digestOf(ids) }]
  assert.deepEqual(compare(heard, heard), [])
  assert.deepEqual(compare(heard, null), [])
  assert.match(compare(heard, [])[0]!, /4 messages heard, 0 stored/)
  assert.match(compare(heard, [{ roomId, messages: 3, ids: '' }])[0]!, /4 messages heard, 3 stored/)
  const turned = digestOf(ids.toReversed())
  assert.match(compare(heard, [{ roomId, messages: 4, ids: turned }])[0]!, /others than those heard/)
})
