/** One WebSocket on a bare TCP socket. */
import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { FrameReader, clientFrame, pongFrame } from './websocket-frames.ts'

export interface Door {
  readonly port: number
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

export interface RawEars {
  /** Before anything is heard. */
  opened(socket: RawSocket): void
  text(payload: Buffer): void
  /** It ended without having been told to. */
  lost(why: string): void
}

export interface RawSocket {
  say(text: string): void
  end(): void
}

/** Milliseconds within which a server takes a socket. */
const patience = 20_000

/** Resolves when the server has accepted the upgrade; rejects where it refuses. */
export function openRawSocket(door: Door, ears: RawEars): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: door.port, noDelay: true })
    const timer = setTimeout(() => socket.destroy(new Error(`No upgrade within ${patience} ms.`)), patience)
    let isOpen = false
    let isEnded = false
    const lost = (why: string) => {
      if (isEnded) return
      isEnded = true
      clearTimeout(timer)
      if (isOpen) ears.lost(why)
      else reject(new Error(why))
    }
    const reader = new FrameReader({
      text: (payload) => ears.text(payload),
      ping: () => socket.write(pongFrame),
      closed: (code) => lost(`closed by the server with ${code}`),
    })
    socket.on('error', (error) => lost(error.message))
    socket.on('close', () => lost('closed'))
    socket.on('connect', () => socket.write(upgradeRequest(door)))
    greet(socket, (answer, rest) => {
      clearTimeout(timer)
      if (!answer.startsWith('HTTP/1.1 101')) return socket.destroy(new Error(answer.split('\r\n')[0] ?? 'no answer'))
      isOpen = true
      ears.opened({
        say: (text) => void socket.write(clientFrame(text)),
        end() {
          isEnded = true
          socket.destroy()
        },
      })
      socket.on('data', (chunk) => reader.push(chunk))
      if (rest.length > 0) reader.push(rest)
      resolve()
    })
  })
}

/** Hears the answer to the upgrade, and the bytes that came behind it. */
function greet(socket: Socket, done: (answer: string, rest: Buffer) => void): void {
  let heard = Buffer.alloc(0)
  const hear = (chunk: Buffer) => {
    heard = Buffer.concat([heard, chunk])
    const end = heard.indexOf('\r\n\r\n')
    if (end < 0) return
    socket.off('data', hear)
    done(heard.toString('latin1', 0, end), heard.subarray(end + 4))
  }
  socket.on('data', hear)
}

function upgradeRequest({ port, path, headers }: Door): string {
  const all = {
    host: `localhost:${port}`,
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': randomBytes(16).toString('base64'),
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`
}
