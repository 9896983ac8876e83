/**
 * What one writes on the first afternoon: an INSERT per message, then a send to everybody in the room. Durable, but
 * without rights, numbers or catch-up.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { type WebSocket, WebSocketServer } from 'ws'
import { digestOf } from '../load/room-record.ts'
import type { Contender } from './contender.ts'
import { gatherStrangers, obeyAsPeer, startPeer } from './peer-process.ts'

const file = fileURLToPath(import.meta.url)

interface Order {
  readonly url: string
}

interface Said {
  readonly n: number
  readonly id: string
  readonly author: string
  readonly text: string
}

export const naive: Contender = {
  name: 'naive',
  async start({ peerUrl }) {
    const pool = new pg.Pool({ connectionString: peerUrl, max: 1 })
    await pool.query(`create table if not exists message
      (id uuid primary key, room uuid not null, author uuid not null, text text not null, at timestamptz not null default now())`)
    const peer = await startPeer(file, { url: peerUrl } satisfies Order)
    return {
      name: 'naive',
      ...peer,
      gather: async (sizes) => gatherStrangers(sizes),
      async stored(rooms) {
        const { rows } = await pool.query<{ room: string; ids: string[] }>(
          'select room, array_agg(id) as ids from message where room = any($1) group by 1',
          [rooms.map((room) => room.id)],
        )
        return rows.map(({ room, ids }) => ({ roomId: room, messages: ids.length, ids: digestOf(ids.sort()) }))
      },
      async stop() {
        await peer.stop()
        await pool.end()
      },
    }
  },
}

async function serve({ url }: Order): Promise<number> {
  // as many connections as Peremena's own pool
  const pool = new pg.Pool({ connectionString: url, max: 16 })
  const http = createServer()
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false })
  const rooms = new Map<string, Set<WebSocket>>()
  sockets.on('connection', (socket, request) => {
    const room = (request.url ?? '').slice(1)
    const members = rooms.get(room) ?? new Set()
    rooms.set(room, members.add(socket))
    socket.on('close', () => members.delete(socket))
    socket.on('message', (data) => void say(JSON.parse(String(data)) as Said).catch(fail))
    const say = async ({ n, id, author, text }: Said) => {
      const { rows } = await pool.query<{ at: Date }>({
        name: 'say',
        text: 'insert into message (id, room, author, text) values ($1, $2, $3, $4) returning at',
        values: [id, room, author, text],
      })
      const frame = JSON.stringify({ room, id, author, text, at: rows[0]?.at })
      for (const member of members) member.send(frame)
      socket.send(JSON.stringify({ n }))
    }
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return (http.address() as AddressInfo).port
}

function fail(error: unknown): never {
  console.error(error)
  process.exit(1)
}

if (process.argv[1] === file) obeyAsPeer(serve)
