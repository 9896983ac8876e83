import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { WebSocket } from 'ws'
import { textFrame, wireOf } from './wire.ts'

/** What the ws client makes of bytes that follow a handshake. */
async function parsedByClient(bytes: Buffer, count: number): Promise<string[]> {
  const server = createServer((socket) => {
    socket.once('data', (head) => {
      const key = /sec-websocket-key: (.*)\r\n/i.exec(String(head))?.[1] ?? ''
      const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
      )
      socket.write(bytes)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const texts: string[] = []
  try {
    await new Promise<void>((resolve, reject) => {
      client.on('error', reject)
      client.on('message', (data, isBinary) => {
        assert.equal(isBinary, false)
        if (texts.push(String(data)) === count) resolve()
      })
    })
  } finally {
    client.terminate()
    server.close()
  }
  return texts
}

test('a text of any length arrives at a client of another make as it was sent', async () => {
  const lengths = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000]
  const texts = [
    ...lengths.map((length) => 'a'.repeat(length)),
    'Щербаков Лёва 👩‍👧 \u2028',
    'ё'.repeat(63),
    'ё'.repeat(32_768),
  ]
  assert.deepEqual(await parsedByClient(Buffer.concat(texts.map(textFrame)), texts.length), texts)
})

test('a message travels as JSON', async () => {
  const message = { t: 'frame', topic: 'chat:1', seq: 3, ops: [['drop', 'message', '«»']] }
  const [text] = await parsedByClient(wireOf(message), 1)
  assert.deepEqual(JSON.parse(text ?? ''), message)
})
