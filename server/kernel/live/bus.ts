/**
 * Hints between nodes: `[topic, seq]` pairs and sessions that ended. A lost hint is harmless (the node compares numbers
 * with the table now and then). NOTIFY is its own statement after the commit: inside the transaction it cost 88 % of
 * the throughput. One statement is in flight; what comes meanwhile goes into the next one, of a topic only its newest
 * number, so a node that is flooded sends no more than the database takes.
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
const reconnectMs = 1000

type OnError = (error: unknown) => void

export async function notifyBus(connection: Connection, onError: OnError): Promise<Bus> {
  const node = randomUUID()
  const sender = new Sender(connection, node, onError)
  const ear = new Ear(connection, onError)
  const hearers: ((message: BusMessage) => void)[] = []
  await ear.open((payload) => {
    const { from, ...message } = JSON.parse(payload) as BusMessage & { from: string }
    if (from !== node) for (const hearer of hearers) hearer(message)
  })
  return {
    send: (message) => sender.add(message),
    listen: (hearer) => void hearers.push(hearer),
    async close() {
      await sender.close()
      await ear.close()
    },
  }
}

class Sender {
  private readonly hints = new Map<string, number>()
  private readonly ended = new Set<string>()
  private readonly pool: pg.Pool
  private readonly node: string
  private readonly onError: OnError
  private running: Promise<void> | undefined

  constructor(connection: Connection, node: string, onError: OnError) {
    this.node = node
    this.onError = onError
    this.pool = new pg.Pool({ ...connection, max: 1 })
    this.pool.on('error', onError)
    this.pool.on('connect', (client) => void client.on('error', onError))
  }

  add({ hints = [], ended = [] }: BusMessage): void {
    for (const [topic, seq] of hints) this.hints.set(topic, Math.max(seq, this.hints.get(topic) ?? 0))
    for (const key of ended) this.ended.add(key)
    this.running ??= this.run().finally(() => (this.running = undefined))
  }

  async close(): Promise<void> {
    await this.running
    await this.pool.end()
  }

  private async run(): Promise<void> {
    while (this.hints.size + this.ended.size > 0) {
      for (const part of parts(this.take())) {
        const payload = JSON.stringify({ from: this.node, ...part })
        await this.pool.query('select pg_notify($1, $2)', [channel, payload]).catch(this.onError)
      }
    }
  }

  private take(): BusMessage {
    const message = { hints: [...this.hints], ended: [...this.ended] }
    this.hints.clear()
    this.ended.clear()
    return message
  }
}

/** Listens on one connection, and on a new one when it breaks. */
class Ear {
  private readonly connection: Connection
  private readonly onError: OnError
  private client: pg.Client | undefined
  private again: NodeJS.Timeout | undefined
  private isClosed = false

  constructor(connection: Connection, onError: OnError) {
    this.connection = connection
    this.onError = onError
  }

  async open(hear: (payload: string) => void): Promise<void> {
    const client = new pg.Client(this.connection)
    client.on('notification', ({ payload }) => hear(payload ?? ''))
    client.on('error', this.onError)
    await client.connect()
    if (this.isClosed) return client.end()
    this.client = client
    client.once('end', () => this.reopen(hear))
    await client.query(`listen ${channel}`)
  }

  async close(): Promise<void> {
    this.isClosed = true
    clearTimeout(this.again)
    await this.client?.end()
  }

  /** What was said meanwhile is lost: the node's check of numbers finds it. */
  private reopen(hear: (payload: string) => void): void {
    this.client = undefined
    if (this.isClosed) return
    this.again = setTimeout(() => {
      this.open(hear).catch((error: unknown) => {
        this.onError(error)
        if (!this.client) this.reopen(hear)
      })
    }, reconnectMs).unref()
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
