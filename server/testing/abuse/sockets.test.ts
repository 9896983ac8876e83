/** The socket: who may open one, and what happens to those who flood it, while others lose nothing. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import * as chats from '#contract/chats.ts'
import { newId } from '#server/kernel/ids.ts'
import { defaultLimits } from '#server/kernel/limits/limits.ts'
import { foundSchool, type School, type Somebody } from '#server/testing/school.ts'
import {
  cookieOf,
  openSocket,
  pageHeaders,
  type Running,
  startRunning,
  type TestSocket,
  UpgradeRefused,
} from '#server/testing/running.ts'
import { newBrowser } from '#server/testing/world.ts'

let running: Running
let school: School
let teacher: Somebody
let flooder: Somebody
let chatId: string

before(async () => {
  running = await startRunning({ limits: { ...defaultLimits, send: { burst: 1000, perSecond: 1000 } } })
  school = await foundSchool(running.world)
  teacher = await school.hire('teacher')
  flooder = await school.hire('teacher')
  const { chats: known } = await running.do(teacher.browser, chats.list, {})
  chatId = known.find((chat) => chat.kind === 'staffroom')!.id
})
after(() => running.close())

async function refusal(headers: Record<string, string>, ticket: string | null): Promise<number> {
  const query = ticket === null ? '' : `?ticket=${encodeURIComponent(ticket)}`
  try {
    const socket = await openSocket(`ws://localhost:${running.port}/live${query}`, headers)
    socket.ws.terminate()
    return 101
  } catch (error) {
    if (error instanceof UpgradeRefused) return error.status
    throw error
  }
}

test('a foreign page opens no socket: foreign, null, missing and sub-domain origins are refused before the upgrade', async () => {
  const cookie = cookieOf(teacher.browser)
  const port = running.port
  for (const origin of [
    'https://evil.example',
    'null',
    `http://sub.localhost:${port}`,
    `http://localhost:${port + 1}`,
    `http://localhost:${port}.evil.example`,
    '',
  ]) {
    assert.equal(await refusal({ cookie, origin }, await running.ticket(teacher.browser)), 403, origin)
  }
  assert.equal(await refusal({ cookie }, await running.ticket(teacher.browser)), 403)
  assert.equal(
    await refusal(
      { cookie, origin: running.url, 'sec-fetch-site': 'cross-site' },
      await running.ticket(teacher.browser),
    ),
    403,
  )
  const host = 'evil.example'
  assert.equal(await refusal({ cookie, origin: `http://${host}`, host }, await running.ticket(teacher.browser)), 403)
  assert.equal(await refusal({ cookie, origin: running.url }, await running.ticket(teacher.browser)), 101)
})

test('without a ticket, with a used, a foreign or an invented one, and without the cookie there is no socket', async () => {
  const headers = { origin: running.url, cookie: cookieOf(teacher.browser) }
  const used = await running.ticket(teacher.browser)
  assert.equal(await refusal(headers, used), 101)
  for (const ticket of [used, null, '', 'x.y.z', await running.ticket(flooder.browser)])
    assert.equal(await refusal(headers, ticket), 403)
  assert.equal(await refusal({ origin: running.url }, await running.ticket(teacher.browser)), 403)
})

test('other addresses are no sockets', async () => {
  const ws = openSocket(`ws://localhost:${running.port}/api/chats.list`, {
    origin: running.url,
    cookie: cookieOf(teacher.browser),
  })
  await assert.rejects(ws, (error) => error instanceof UpgradeRefused && error.status === 404)
})

test('a session holds at most ten sockets, and may open another when one is closed', async () => {
  const person = await school.hire('teacher')
  const open = await Promise.all(Array.from({ length: 10 }, () => running.socket(person.browser)))
  await assert.rejects(
    running.socket(person.browser),
    (error) => error instanceof UpgradeRefused && error.status === 429,
  )
  open[0]!.ws.close()
  await open[0]!.closed
  for (const socket of [...open.slice(1), await running.socket(person.browser)]) socket.ws.terminate()
})

test('a cookie that is no session gets no further than hello', async () => {
  const invented = { ...newBrowser(teacher.personId), cookie: randomBytes(32).toString('base64url') }
  const socket = await running.silentSocket(invented)
  socket.say({ t: 'hello', person: teacher.personId, epoch: null, have: { [`chat:${chatId}`]: 0 } })
  assert.equal(await socket.closed, 4001)
  assert.deepEqual(
    socket.heard.map((message) => message.t),
    ['bye'],
  )
})

test('before hello nobody acts, and a second hello is not taken', async () => {
  const socket = await running.silentSocket(teacher.browser)
  socket.say({ t: 'call', n: 1, name: 'chats.list', input: {} })
  const { error } = await socket.next('refusal')
  assert.deepEqual(error, { code: 'unauthorized' })
  socket.say({ t: 'hello', person: teacher.personId, epoch: null, have: {} })
  await socket.next('welcome')
  socket.say({ t: 'hello', person: teacher.personId, epoch: null, have: {} })
  assert.equal(await socket.closed, 4009)
})

test('what our page never says closes the socket: no JSON, binary, unknown, poisoned, too deep', async () => {
  const deep = '['.repeat(30) + ']'.repeat(30)
  const bad: (string | Buffer)[] = [
    'hello',
    '',
    Buffer.from('{"t":"beat","have":{}}'),
    '{"t":"none"}',
    '{"t":"beat","have":{},"more":1}',
    '{"t":"beat","have":{"__proto__":1}}',
    `{"t":"call","n":1,"name":"chats.list","input":{"__proto__":{"polluted":1}}}`,
    `{"t":"call","n":1,"name":"chats.list","input":{"constructor":{"prototype":{}}}}`,
    `{"t":"call","n":1,"name":"chats.list","input":${deep}}`,
    '{"t":"beat","have":{"chat:x":1}}',
    `{"t":"beat","have":{"chat:${newId()}":-1}}`,
  ]
  for (const message of bad) {
    const person = await school.hire('teacher')
    const socket = await running.socket(person.browser)
    socket.ws.send(message)
    assert.equal(await socket.closed, 4009, String(message))
  }
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined)
})

test('a message above 128 KiB, whole or in pieces, ends the socket', async () => {
  const whole = await running.socket(flooder.browser)
  whole.ws.send('x'.repeat(128 * 1024 + 1))
  assert.equal(await whole.closed, 1009)
  const pieces = await running.socket(flooder.browser)
  for (let at = 0; at < 140; at++) pieces.ws.send('y'.repeat(1024), { fin: false })
  assert.equal(await pieces.closed, 1009)
})

/** Another person's open page, and a message that must reach it while somebody floods. */
async function listener(): Promise<{ socket: TestSocket; hears(): Promise<void> }> {
  const socket = await running.socket(teacher.browser)
  return {
    socket,
    async hears() {
      const id = newId()
      await running.do(school.admin.browser, chats.send, { id, chatId, text: 'Слышно?', replyTo: null })
      await socket.next('frame', (frame) => frame.ops.some((op) => op[0] === 'put' && op[2].id === id))
    },
  }
}

/** Closed as a flooder; the word itself may be lost where the flood goes on until the connection is cut. */
const isSentAway = (code: number) => code === 4009 || code === 1006

test('a flood of messages ends the flooder’s socket; others lose nothing', async () => {
  const other = await listener()
  const socket = await running.socket(flooder.browser)
  for (let at = 0; at < 5000; at++) socket.say({ t: 'beat', have: {} })
  await Promise.all([other.hears(), other.hears(), socket.closed.then((code) => assert.ok(isSentAway(code)))])
  await other.hears()
  other.socket.ws.terminate()
})

test('a flood of pings or unasked pongs ends it as well', async () => {
  const other = await listener()
  for (const kind of ['ping', 'pong'] as const) {
    const person = await school.hire('teacher')
    const socket = await running.socket(person.browser)
    for (let at = 0; at < 5000; at++) socket.ws[kind]()
    assert.ok(isSentAway(await socket.closed))
    await other.hears()
  }
  other.socket.ws.terminate()
})

/** A socket without a library, for frames that no library sends. */
async function rawSocket(): Promise<Socket> {
  const person = await school.hire('teacher')
  const ticket = await running.ticket(person.browser)
  const socket = connect(running.port, '127.0.0.1')
  const headers = {
    ...pageHeaders(running.url, person.browser),
    upgrade: 'websocket',
    connection: 'Upgrade',
    'sec-websocket-version': '13',
    'sec-websocket-key': randomBytes(16).toString('base64'),
  }
  const lines = Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')
  socket.write(
    `GET /live?ticket=${encodeURIComponent(ticket)} HTTP/1.1\r\nHost: localhost:${running.port}\r\n${lines}\r\n`,
  )
  const [head] = (await once(socket, 'data')) as [Buffer]
  assert.match(String(head), /^HTTP\/1\.1 101/)
  socket.on('error', () => undefined)
  return socket
}

const masked = (first: number, length: number) =>
  Buffer.from([first, 0x80 | length, 0, 0, 0, 0, ...Buffer.alloc(length)])

test('endless empty pieces of a message, unmasked frames and unknown kinds of frame end the socket', async () => {
  const other = await listener()
  const attacks = [
    Buffer.concat([masked(0x01, 0), ...Array.from({ length: 200_000 }, () => masked(0x00, 0))]),
    Buffer.from([0x81, 0x02, 0x7b, 0x7d]),
    masked(0x83, 0),
    masked(0xc1, 0),
    Buffer.from([0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]),
  ]
  for (const attack of attacks) {
    const socket = await rawSocket()
    socket.resume()
    socket.write(attack)
    await once(socket, 'close')
    await other.hears()
  }
  other.socket.ws.terminate()
})

test('a socket that says nothing is not kept for ever', async (t) => {
  const dead = await startRunning()
  try {
    const silent = await (await foundSchool(dead.world)).hire('teacher')
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
    const socket = await dead.silentSocket(silent.browser)
    t.mock.timers.tick(11_000)
    assert.equal(await socket.closed, 1006)
  } finally {
    t.mock.timers.reset()
    await dead.close()
  }
})
