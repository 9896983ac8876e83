import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Missing, type Wishes } from './missing.ts'

/** A server that has everything but what is named; `asked` is what came to it. */
function server(...lacks: string[]) {
  const asked: [string, Wishes][] = []
  const state = { isDown: false }
  const missing = new Missing(async (chatId, wanted) => {
    asked.push([chatId, wanted])
    if (state.isDown) throw new Error('offline')
    return [...wanted.messages, ...wanted.members].filter((id) => !lacks.includes(id))
  })
  return { asked, state, missing }
}

test('unknown authors and quoted messages are asked for together and once', async () => {
  const { asked, missing } = server()
  const first = missing.want('a', 'messages', 'm1')
  await Promise.all([
    first,
    missing.want('a', 'members', 'p1'),
    missing.want('a', 'messages', 'm1'),
    missing.want('b', 'messages', 'm2'),
  ])
  assert.deepEqual(asked, [
    ['a', { messages: ['m1'], members: ['p1'] }],
    ['b', { messages: ['m2'], members: [] }],
  ])
})

test('more than the server takes at once goes in parts', async () => {
  const { asked, missing } = server()
  await Promise.all(Array.from({ length: 230 }, (_, at) => missing.want('a', 'messages', `m${at}`)))
  assert.deepEqual(
    asked.map(([, wanted]) => wanted.messages.length),
    [100, 100, 30],
  )
})

test('what the server did not have is not asked for again, what it gave may be once it was let go', async () => {
  const { asked, missing } = server('gone')
  for (let turn = 0; turn < 2; turn += 1)
    await Promise.all([missing.want('a', 'messages', 'gone'), missing.want('a', 'messages', 'given')])
  assert.deepEqual(
    asked.map(([, wanted]) => wanted.messages),
    [['gone', 'given'], ['given']],
  )
})

test('without an answer nobody waits for ever, and the next one who needs it asks again', async () => {
  const { asked, state, missing } = server()
  state.isDown = true
  await missing.want('a', 'members', 'p1')
  state.isDown = false
  await missing.want('a', 'members', 'p1')
  assert.equal(asked.length, 2)
})
