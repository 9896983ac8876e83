import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { SmsError } from './gateway.ts'
import { smscGateway } from './smsc-gateway.ts'

/** Behaves like smsc.ru: one path, POST form, JSON with `fmt=3`. */
let server: Server
let answer: (request: IncomingMessage, form: URLSearchParams, response: ServerResponse) => void
const received: URLSearchParams[] = []

before(async () => {
  server = createServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    const form = new URLSearchParams(Buffer.concat(pieces).toString('utf8'))
    received.push(form)
    answer(request, form, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
after(() => server.close().closeAllConnections())

const json = (value: unknown) => (_request: IncomingMessage, _form: URLSearchParams, response: ServerResponse) =>
  void response.setHeader('content-type', 'application/json').end(JSON.stringify(value))

function gateway(timeoutMs?: number) {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sys/send.php`
  return smscGateway({ url, login: 'школа', password: 'секрет&=', sender: 'Peremena' }, timeoutMs)
}

async function failure(promise: Promise<void>): Promise<SmsError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof SmsError, String(error))
  return error
}

test('a text goes out as a form with login, password, phone and text in UTF-8', async () => {
  answer = json({ id: 17, cnt: 1 })
  await gateway().send('+79161234567', '123456 – код & вход')
  const form = received.at(-1)
  assert.deepEqual(Object.fromEntries(form ?? []), {
    login: 'школа',
    psw: 'секрет&=',
    phones: '+79161234567',
    mes: '123456 – код & вход',
    charset: 'utf-8',
    fmt: '3',
    sender: 'Peremena',
  })
})

test('each error of the gateway becomes a sentence, and says whether another try may help', async () => {
  const transient = new Map([
    [1, false],
    [2, false],
    [3, true],
    [4, true],
    [6, false],
    [7, false],
    [8, false],
    [9, true],
    [77, false],
  ])
  for (const [code, isTransient] of transient) {
    answer = json({ error: 'parameters error', error_code: code })
    const error = await failure(gateway().send('+79161234567', 'код'))
    assert.equal(error.isTransient, isTransient, `код ${code}`)
    assert.match(error.message, /^(СМС|На счёте).*\.$/)
  }
})

test('a broken answer, a failing, redirecting, silent or absent gateway is an error, and none tells the password', async () => {
  const cases: [typeof answer, boolean][] = [
    [(_request, _form, response) => void response.end('<html>'), false],
    [json({ fine: true }), false],
    [(_request, _form, response) => void response.writeHead(503).end(), true],
    [(_request, _form, response) => void response.writeHead(403).end(), false],
    [(_request, _form, response) => void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(), true],
    [(request) => void request.socket.destroy(), true],
    [() => undefined, true],
  ]
  for (const [behaviour, isTransient] of cases) {
    answer = behaviour
    const error = await failure(gateway(150).send('+79161234567', 'код'))
    assert.equal(error.isTransient, isTransient, error.message)
    assert.ok(!error.message.includes('секрет') && !error.message.includes('9161234567'))
    assert.equal(error.cause, undefined)
  }
})
