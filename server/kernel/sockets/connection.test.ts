import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { test } from 'node:test'
import type { WebSocket } from 'ws'
import { Connection } from './connection.ts'

function connect() {
  const written: Buffer[] = []
  const ended: (number | 'terminated')[] = []
  const socket = {
    readyState: 1,
    OPEN: 1,
    close: (code: number) => {
      ended.push(code)
      socket.readyState = 2
    },
    terminate: () => void ended.push('terminated'),
  }
  const raw = { writableLength: 0, write: (bytes: Buffer) => void written.push(bytes) }
  const connection = new Connection(socket as unknown as WebSocket, raw as unknown as Socket, {
    sessionHash: Buffer.alloc(32),
    now: 7,
  })
  return { connection, written, ended, raw, socket }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

test('what is sent within one turn is written at once, in order', async () => {
  const { connection, written } = connect()
  for (const text of ['one', 'two', 'three']) connection.send(Buffer.from(text))
  assert.equal(written.length, 0)
  await turn()
  assert.deepEqual(written.map(String), ['onetwothree'])
})

test('a reader with 1 MiB unread is closed with 4008 and soon cut off', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const { connection, ended, raw } = connect()
  raw.writableLength = 1024 * 1024 + 1
  connection.send(Buffer.from('x'))
  await turn()
  assert.deepEqual(ended, [4008])
  t.mock.timers.tick(2000)
  assert.deepEqual(ended, [4008, 'terminated'])
})

test('what may be lost is dropped from 256 KiB on, what may not is still sent', async () => {
  const { connection, written, raw } = connect()
  raw.writableLength = 256 * 1024
  connection.whisper(Buffer.from('typing'))
  connection.send(Buffer.from('frame'))
  await turn()
  assert.deepEqual(written.map(String), ['frame'])
  raw.writableLength = 0
  connection.whisper(Buffer.from('typing'))
  await turn()
  assert.deepEqual(written.map(String), ['frame', 'typing'])
})

test('who is sent away hears why after all that was sent before, then nothing', async () => {
  const { connection, written, ended } = connect()
  connection.send(Buffer.from('last'))
  connection.close('restarting', 3)
  connection.send(Buffer.from('late'))
  connection.close('flood')
  await turn()
  const text = String(Buffer.concat(written))
  assert.ok(
    text.startsWith('last') && text.includes('"bye"') && text.includes('"restarting"') && !text.includes('late'),
  )
  assert.deepEqual(ended, [4010])
})
