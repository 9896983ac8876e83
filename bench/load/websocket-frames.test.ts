import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { WebSocketServer } from 'ws'
import { openRawSocket } from './raw-socket.ts'
import { FrameReader } from './websocket-frames.ts'
import { textFrame } from '#server/kernel/sockets/wire.ts'

test('frames of any length are read alike, however the stream is cut', () => {
  const short = ['', 'ы', 'x'.repeat(125), 'x'.repeat(126)]
  const long = [...short, 'ё'.repeat(40_000), 'z']
  for (const [step, texts] of [
    [1, short],
    [2, short],
    [4099, long],
    [1e6, long],
  ] as const) {
    const stream = Buffer.concat(texts.map(textFrame))
    const heard: string[] = []
    const ears = { text: (payload: Buffer) => void heard.push(payload.toString()), ping() {}, closed() {} }
    const reader = new FrameReader(ears)
    for (let at = 0; at < stream.length; at += step) reader.push(stream.subarray(at, at + step))
    assert.deepEqual(heard, texts)
  }
})

test('what the generator says is understood by a server, and the other way round', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  server.on('connection', (socket) => socket.on('message', (data) => socket.send(String(data))))
  const said = ['короткое', 'длинное '.repeat(200)]
  const heard: string[] = []
  const door = { port: (server.address() as AddressInfo).port, path: '/', headers: {} }
  await new Promise<void>((resolve, reject) => {
    openRawSocket(door, {
      opened: (socket) => said.forEach((text) => socket.say(text)),
      text(payload) {
        heard.push(payload.toString())
        if (heard.length === said.length) resolve()
      },
      lost: (why) => reject(new Error(why)),
    }).catch(reject)
  })
  assert.deepEqual(heard, said)
  for (const client of server.clients) client.terminate()
  server.close()
})

test('a server that refuses the upgrade is an error with its answer', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', verifyClient: () => false })
  await once(server, 'listening')
  const door = { port: (server.address() as AddressInfo).port, path: '/', headers: {} }
  const ears = { opened() {}, text() {}, lost() {} }
  await assert.rejects(openRawSocket(door, ears), /401/)
  server.close()
})
