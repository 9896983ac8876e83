/** The socket endpoint `/live`: who may connect, what may be said, how calls, catch-up and ephemeral signs run over it. */
import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { fastifyCookie } from '@fastify/cookie'
import secureJson from 'secure-json-parse'
import { type WebSocket, WebSocketServer } from 'ws'
import * as z from 'zod/mini'
import { type FromClient, fromClient, heartbeatMs } from '#contract/kernel/live.ts'
import type { Dispatch } from '#server/kernel/dispatch/dispatch.ts'
import { Refusal } from '#server/kernel/dispatch/refusal.ts'
import { isTooDeep } from '#server/kernel/http/json-depth.ts'
import { isOwnOrigin, type OwnOrigins } from '#server/kernel/http/origin.ts'
import type { RequestFacts } from '#server/kernel/dispatch/ctx.ts'
import type { Limiter } from '#server/kernel/limits/limits.ts'
import type { Logger } from '#server/kernel/log/log.ts'
import { hashOfCookie, sessionCookie, sessionTransport } from '#server/kernel/sessions/session-door.ts'
import { Connection } from './connection.ts'
import type { Tickets } from './tickets.ts'
import type { Listening } from './listening.ts'

/** Bytes of one message from a client, as for a call's body. */
const mostBytes = 128 * 1024
const mostSocketsPerSession = 10
/** Milliseconds within which a new socket says who it is, and after which a silent one counts as dead. */
const helloMs = 10_000
const silentMs = heartbeatMs * 3
const sweepMs = 1000

export interface SocketParts {
  readonly server: Server
  readonly dispatch: Dispatch
  readonly listening: Listening
  readonly limiter: Limiter
  readonly tickets: Tickets
  readonly origins: OwnOrigins
  readonly factsOf: (request: IncomingMessage) => RequestFacts
  readonly clock: () => number
  readonly log: Logger
}

export class Sockets {
  private readonly wss = new WebSocketServer({
    noServer: true,
    maxPayload: mostBytes,
    perMessageDeflate: false,
    clientTracking: false,
  })
  private readonly open = new Map<string, Set<Connection>>()
  private readonly parts: SocketParts
  private readonly sweeping: NodeJS.Timeout

  constructor(parts: SocketParts) {
    this.parts = parts
    this.sweeping = setInterval(() => this.sweep(), sweepMs).unref()
    parts.server.on('upgrade', (request, socket, head) => this.upgrade(request, socket as Socket, head))
  }

  private upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://host')
    if (url.pathname !== '/live') return reject(socket, 404)
    if (!isOwnOrigin(request.headers, this.parts.origins)) return reject(socket, 403)
    const hash = hashOfCookie(fastifyCookie.parse(request.headers.cookie ?? '')[sessionCookie])
    if (!hash || !this.parts.tickets.redeem(url.searchParams.get('ticket'), hash)) return reject(socket, 403)
    if ((this.open.get(hash.toString('base64url'))?.size ?? 0) >= mostSocketsPerSession) return reject(socket, 429)
    this.wss.handleUpgrade(request, socket, head, (ws) => this.welcome(ws, { request, socket, hash }))
  }

  private welcome(ws: WebSocket, from: { request: IncomingMessage; socket: Socket; hash: Buffer }): void {
    const connection = new Connection(ws, from.socket, { sessionHash: from.hash, now: this.parts.clock() })
    const key = from.hash.toString('base64url')
    const siblings = this.open.get(key) ?? new Set()
    this.open.set(key, siblings.add(connection))
    const facts = this.parts.factsOf(from.request)
    const guard = () => this.guard(connection, key)
    const agent = from.request.headers['user-agent'] ?? ''
    const say: Say = { connection, facts, session: () => sessionTransport(from.hash, agent, facts.address) }
    ws.on('message', (data, isBinary) => {
      if (!guard()) return
      if (isBinary) return connection.close('flood')
      this.hear(say, String(data))
    })
    ws.on('ping', guard)
    ws.on('pong', guard)
    ws.on('error', (error) => this.parts.log.debug({ err: error }, 'socket error'))
    ws.on('close', () => {
      this.parts.listening.gone(connection)
      siblings.delete(connection)
      if (siblings.size === 0) this.open.delete(key)
    })
  }

  /** A flooder is closed; others lose nothing. */
  private guard(connection: Connection, key: string): boolean {
    if (!connection.isOpen) return false
    const now = this.parts.clock()
    connection.heardAt = now
    if (this.parts.limiter.take('socket', key, now) === 0) return true
    connection.close('flood', 10)
    return false
  }

  private hear(say: Say, text: string): void {
    const message = parseMessage(text)
    if (!message) return say.connection.close('flood')
    this.obey(say, message).catch((error: unknown) => {
      this.parts.log.error({ err: error }, 'socket message failed')
      if (message.t !== 'call') say.connection.close('restarting', 1)
    })
  }

  private async obey(say: Say, message: FromClient): Promise<void> {
    const { listening } = this.parts
    if (message.t === 'call') return this.call(say, message)
    if (message.t === 'hello') {
      if (say.connection.isGreeted) return say.connection.close('flood')
      say.connection.isGreeted = true
      return listening.hello(say.connection, message)
    }
    if (message.t === 'watch') return listening.watch(say.connection, message.topic, message.from)
    if (message.t === 'unwatch') return listening.unwatch(say.connection, message.topic)
    if (message.t === 'beat') return listening.beat(say.connection, message.have)
    return listening.typing(say.connection, message.chat)
  }

  private async call(say: Say, message: Extract<FromClient, { t: 'call' }>): Promise<void> {
    const session = say.session()
    try {
      const { value, marks } = await this.parts.dispatch.run({
        name: message.name,
        input: message.input,
        personId: say.connection.personId,
        session,
        facts: say.facts,
      })
      if (session.outgoing !== undefined) throw new Error(`${message.name} changes the session: it is for HTTP only.`)
      say.connection.say({ t: 'answer', n: message.n, value, ...(marks && { marks }) })
    } catch (error) {
      if (!(error instanceof Refusal)) this.parts.log.error({ err: error, call: message.name }, 'call failed')
      const wire = error instanceof Refusal ? error.wire : { code: 'internal' }
      say.connection.say({ t: 'refusal', n: message.n, error: wire })
    }
  }

  /** Sockets that never said hello, and those whose other end went away without a word. */
  private sweep(): void {
    const now = this.parts.clock()
    for (const set of this.open.values()) {
      for (const connection of set) {
        const silence = now - connection.heardAt
        if (silence > silentMs || (!connection.isGreeted && silence > helloMs)) connection.terminate()
      }
    }
  }

  /** Ends the open pages of sessions that ended. */
  end(keys: readonly string[]): void {
    for (const key of keys) for (const connection of this.open.get(key) ?? []) connection.close('signedOut')
  }

  count(): number {
    return [...this.open.values()].reduce((sum, set) => sum + set.size, 0)
  }

  /** Tells everybody to come back within `seconds`, spread out. */
  drain(seconds: number): void {
    clearInterval(this.sweeping)
    for (const set of this.open.values()) {
      for (const connection of set) connection.close('restarting', Math.random() * seconds)
    }
    this.wss.close()
  }
}

interface Say {
  readonly connection: Connection
  readonly facts: RequestFacts
  readonly session: () => ReturnType<typeof sessionTransport>
}

/** Null for anything that our client never says. */
function parseMessage(text: string): FromClient | null {
  try {
    const raw: unknown = secureJson.parse(text)
    if (isTooDeep(raw)) return null
    const parsed = z.safeParse(fromClient, raw)
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

function reject(socket: Socket, status: 403 | 404 | 429): void {
  const words = { 403: 'Forbidden', 404: 'Not Found', 429: 'Too Many Requests' } as const
  socket.end(`HTTP/1.1 ${status} ${words[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
