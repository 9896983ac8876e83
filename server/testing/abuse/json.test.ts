/** JSON that poisons, nests, swells or drips: refused, while others are served. */
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { calls } from '#contract/api.ts'
import { list } from '#contract/chats.ts'
import { newId } from '#server/kernel/ids.ts'
import { foundSchool, type Somebody } from '#server/testing/school.ts'
import { pageHeaders, type Running, startRunning } from '#server/testing/running.ts'

let running: Running
let admin: Somebody

before(async () => {
  running = await startRunning()
  admin = (await foundSchool(running.world)).admin
})
after(() => running.close())

const post = (name: string, body: string) =>
  running.ask(`/api/${name}`, { method: 'POST', headers: pageHeaders(running.url, admin.browser), body })
const inputs = [...calls.values()]

const poisons = [
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"\\u005f_proto__":{"polluted":1}}',
  '[{"__proto__":{"polluted":1}}]',
]

test('no call lets the prototype of objects be poisoned, at any depth of its input', async () => {
  for (const call of inputs) {
    for (const poison of poisons) {
      const bodies = [poison, `{"form":${poison}}`, `{"chatId":"${newId()}","text":${poison}}`]
      for (const body of bodies) {
        const answer = await post(call.name, body)
        assert.equal(answer.status, 400, `${call.name} ${body} → ${answer.status} ${answer.text}`)
      }
    }
  }
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined)
})

test('whatever JSON is sent to whatever call, the answer is a refusal or its value, never a breakdown', async () => {
  const names = fc.constantFrom(...inputs.map((call) => call.name))
  const key = fc.oneof(
    fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'id', 'chatId', 'text', 'then'),
    fc.string({ maxLength: 8 }),
  )
  const value = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.boolean(),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(key, tie('node'), { maxKeys: 4 }),
    ),
  })).node
  await fc.assert(
    fc.asyncProperty(names, value, async (name, body) => {
      const answer = await post(name, JSON.stringify(body))
      assert.ok(answer.status < 500, `${name} ${JSON.stringify(body)} → ${answer.status} ${answer.text}`)
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined)
    }),
    { numRuns: 400 },
  )
})

test('an unknown field is refused by every call that takes an object', async () => {
  for (const call of inputs) {
    const answer = await post(call.name, JSON.stringify({ surplus: 1 }))
    assert.equal(answer.status, 400, `${call.name} → ${answer.status} ${answer.text}`)
  }
})

test('an unknown call does not exist, whatever its name', async () => {
  for (const name of [
    'none',
    'chats.none',
    '__proto__',
    'constructor',
    'toString',
    'chats.send%00',
    '..%2f..%2fetc',
    'testing.arrange',
  ]) {
    assert.equal((await post(name, '{}')).status, 404, name)
  }
})

test('what is no JSON, too deep, or too large is refused', async () => {
  for (const body of ['', '{', 'null', '[]', '1', '"x"', 'undefined', '{"a":1}{"b":2}', '\u0000', "{'a':1}"]) {
    assert.equal((await post('chats.list', body)).status, 400, body)
  }
  const depth = 60_000
  assert.equal((await post('chats.list', '['.repeat(depth) + ']'.repeat(depth))).status, 400)
  assert.equal((await post('chats.list', '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000))).status, 400)
  assert.equal((await post('chats.send', JSON.stringify({ text: 'x'.repeat(128 * 1024) }))).status, 413)
  const wide = `{${Array.from({ length: 9000 }, (_, at) => `"k${at}":1`).join()}}`
  assert.equal((await post('chats.list', wide)).status, 400)
})

test('a body that promises more than allowed is not even read', async () => {
  const socket = connect(running.port, '127.0.0.1')
  const headers = Object.entries(pageHeaders(running.url, admin.browser))
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')
  socket.write(
    `POST /api/chats.list HTTP/1.1\r\nHost: localhost:${running.port}\r\nContent-Length: 1000000000\r\n${headers}\r\n{`,
  )
  const [data] = (await once(socket, 'data')) as [Buffer]
  assert.match(String(data), /^HTTP\/1\.1 413/)
  socket.destroy()
})

test('two hundred requests that drip a byte now and then do not keep others waiting', async () => {
  const drips = Array.from({ length: 200 }, (_, at) => {
    const socket = connect(running.port, '127.0.0.1')
    socket.on('error', () => undefined)
    // half of them never finish their headers, half never their body
    const body =
      at % 2 === 0
        ? ''
        : `Content-Type: application/json\r\nX-Peremena: 1\r\nOrigin: ${running.url}\r\nContent-Length: 1000\r\n\r\n{`
    socket.write(`POST /api/accounts.me HTTP/1.1\r\nHost: localhost:${running.port}\r\n${body}`)
    return socket
  })
  await Promise.all(drips.filter((socket) => socket.connecting).map((socket) => once(socket, 'connect')))
  const started = performance.now()
  for (let at = 0; at < 20; at++) {
    await running.do(admin.browser, list, {})
    for (const socket of drips) if (!socket.destroyed) socket.write('a')
  }
  assert.ok(performance.now() - started < 5000)
  for (const socket of drips) socket.destroy()
})
