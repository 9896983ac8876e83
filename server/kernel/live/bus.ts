/**
 * Hints between nodes: `[topic, seq]` pairs and sessions that ended. A lost hint is harmless (the node compares numbers
 * with the table now and then). NOTIFY is its own statement after the commit: inside the transaction it cost 88 % of
 * the throughput.
 */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Connection } from '#server/kernel/db/pool.ts'

export interface BusMessage {
  readonly hints?: readonly (readonly [topic: string, seq: number])[]
  /** Hashes of sessions that ended, base64url. */
  readonly ended?: readonly string[]
}

export interface Bus {
  send(message: BusMessage): void
  listen(hear: (message: BusMessage) => void): void
  close(): Promise<void>
}

/** One process: what is committed here is delivered here, nobody else needs to know. */
export function localBus(): Bus {
  return { send: () => undefined, listen: () => undefined, close: async () => undefined }
}

const channel = 'peremena'
/** PostgreSQL takes payloads below 8,000 bytes. */
const mostBytes = 7000

export async function notifyBus(connection: Connection, onError: (error: unknown) => void): Promise<Bus> {
  const node = randomUUID()
  const sender = new pg.Pool({ ...connection, max: 1 })
  sender.on('error', onError)
  const hearers: ((message: BusMessage) => void)[] = []
  let closed = false
  let listener = await listenOn()

  async function listenOn(): Promise<pg.Client> {
    const client = new pg.Client(connection)
    await client.connect()
    client.on('notification', ({ payload }) => hear(payload ?? ''))
    client.on('error', (error) => {
      onError(error)
      if (!closed) void reconnect()
    })
    await client.query(`listen ${channel}`)
    return client
  }

  async function reconnect(): Promise<void> {
    try {
      listener = await listenOn()
    } catch (error) {
      onError(error)
      if (!closed) setTimeout(() => void reconnect(), 1000).unref()
    }
  }

  function hear(payload: string): void {
    const { from, ...message } = JSON.parse(payload) as BusMessage & { from: string }
    if (from !== node) for (const hearer of hearers) hearer(message)
  }

  return {
    send(message) {
      for (const part of parts(message)) {
        sender.query('select pg_notify($1, $2)', [channel, JSON.stringify({ from: node, ...part })]).catch(onError)
      }
    },
    listen: (hearer) => void hearers.push(hearer),
    async close() {
      closed = true
      await listener.end()
      await sender.end()
    },
  }
}

/** Cut so that each part stays below the payload's limit. */
export function parts(message: BusMessage): BusMessage[] {
  if (JSON.stringify(message).length <= mostBytes) return [message]
  const { hints = [], ended = [] } = message
  const half = (list: readonly unknown[]) => Math.ceil(list.length / 2)
  return [
    ...parts({ hints: hints.slice(0, half(hints)), ended: ended.slice(0, half(ended)) }),
    ...parts({ hints: hints.slice(half(hints)), ended: ended.slice(half(ended)) }),
  ]
}
