import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ApiError } from './api-error.ts'
import { Caller, type SocketRoute } from './caller.ts'

const list = { name: 'chats.list', caller: 'person' } as const
const enter = { name: 'accounts.enterCode', caller: 'anyone' } as const

interface Sent {
  path: string
  init: RequestInit
}

function set(response: () => Response | Promise<Response>, socket: SocketRoute | null = null) {
  const sent: Sent[] = []
  const caller = new Caller({
    fetch: async (path, init) => {
      sent.push({ path, init })
      return response()
    },
    socket: () => socket,
    person: () => 'p1',
  })
  return { caller, sent }
}

const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status })

test('a call is posted with its person and the header that forms of other sites cannot set', async () => {
  const { caller, sent } = set(() => json(200, { value: { chats: [] }, marks: { 'person:p1': 4 } }))
  const answer = await caller.ask(list, {} as never)
  assert.deepEqual(answer, { value: { chats: [] }, marks: { 'person:p1': 4 } })
  assert.equal(sent[0]!.path, '/api/chats.list')
  const headers = new Headers(sent[0]!.init.headers)
  assert.equal(headers.get('x-peremena'), '1')
  assert.equal(headers.get('x-person'), 'p1')
  assert.equal(headers.get('content-type'), 'application/json')
})

test('an open socket of the same person is preferred, but never for signing in', async () => {
  const asked: string[] = []
  const socket: SocketRoute = {
    person: 'p1',
    isReady: true,
    call: async (name) => (asked.push(name), { value: 'by socket', marks: {} }),
  }
  const { caller, sent } = set(() => json(200, { value: 'by post' }), socket)
  assert.equal((await caller.ask(list, {} as never)).value, 'by socket')
  assert.equal((await caller.ask(enter, {} as never)).value, 'by post')
  assert.equal((await caller.ask(list, {} as never, { person: 'p2' })).value, 'by post')
  assert.deepEqual([asked, sent.length], [['chats.list'], 2])
})

test('a refusal keeps its code, its fields and when to try again', async () => {
  const { caller } = set(() => json(400, { code: 'invalid_input', fields: { 'form.inn': 'bad_inn' }, retryAfter: 3 }))
  await assert.rejects(caller.ask(list, {} as never), (error: ApiError) => {
    assert.equal(error.code, 'invalid_input')
    assert.deepEqual(error.fields, { 'form.inn': 'bad_inn' })
    assert.equal(error.retryAfter, 3)
    assert.equal(error.isPassing, false)
    return true
  })
})

test('no connection and a broken gateway are passing, whatever they answer', async () => {
  const offline = set(() => Promise.reject(new TypeError('failed to fetch'))).caller
  await assert.rejects(offline.ask(list, {} as never), (error: ApiError) => error.code === 'offline' && error.isPassing)
  const gateway = set(() => new Response('<html>502</html>', { status: 502 })).caller
  await assert.rejects(
    gateway.ask(list, {} as never),
    (error: ApiError) => error.code === 'unavailable' && error.isPassing,
  )
})
