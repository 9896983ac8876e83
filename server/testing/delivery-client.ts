/**
 * A page without a screen, that keeps the rules of SAFETY.md §1: it composes messages under its own ids and retries them
 * for ever, says at hello up to where it knows each topic, applies frames without gaps and asks when something lacks.
 * It notes whatever goes against the rules. Planted faults change one of its rules at a time.
 */
import { WebSocket } from 'ws'
import type { Message } from '#contract/chats.ts'
import { closeCodes, type Frame, type FromClient, type FromServer } from '#contract/kernel/live.ts'
import { newId } from '#server/kernel/ids.ts'
import { sessionCookie } from '#server/kernel/sessions/session-door.ts'
import { askServer } from './running.ts'

export interface DeliveryOptions {
  readonly port: number
  readonly personId: string
  readonly cookie: string
  /** Milliseconds between two heartbeats, before jitter: pages wait 25 s, tests have less time. */
  readonly beatMs?: number
  /** Faults planted into this client. */
  readonly faults?: ReadonlySet<ClientFault>
}

/** What a page may get wrong. */
export type ClientFault =
  | 'new-id-on-retry'
  | 'no-gap-check'
  | 'no-catch-up'
  | 'no-heartbeat'
  | 'no-retry'
  | 'epoch-ignored'

interface Draft {
  id: string
  readonly chatId: string
  readonly text: string
  /** Number of the call that carries it on the open socket. */
  call: number | null
}

interface TopicState {
  last: number | null
  readonly held: Map<number, Frame>
}

const gapMs = 200
const callMs = 4000

export class DeliveryClient {
  /** By chat, in the order in which they were first seen: ids. */
  readonly seen = new Map<string, string[]>()
  readonly texts = new Map<string, string>()
  /** Ids that the server acknowledged, and what was said under them. */
  readonly acknowledged = new Map<string, { readonly chatId: string; readonly text: string }>()
  readonly composed = new Set<string>()
  readonly violations: string[] = []
  readonly codes: number[] = []
  epoch: string | null = null
  private readonly options: DeliveryOptions
  private readonly topics = new Map<string, TopicState>()
  private readonly outbox = new Map<string, Draft>()
  private readonly calls = new Map<number, (message: Extract<FromServer, { t: 'answer' | 'refusal' }> | null) => void>()
  private readonly numbers = new Map<string, number>()
  private readonly timers = new Set<NodeJS.Timeout>()
  private socket: WebSocket | null = null
  private heardAt = 0
  private isReady = false
  private isStopped = false
  private attempt = 0
  private nextCall = 1
  private port: number

  constructor(options: DeliveryOptions) {
    this.options = options
    this.port = options.port
  }

  start(): this {
    void this.connect()
    return this
  }

  /** Another way to the server from the next connection on. */
  goBy(port: number): void {
    this.port = port
  }

  stop(): void {
    this.isStopped = true
    this.drop()
  }

  /** Ends the open connection as a lost network does: nothing is said. */
  cut(): void {
    this.socket?.terminate()
  }

  /** No byte is read any more until it is called again with false. */
  pause(isPaused: boolean): void {
    if (isPaused) this.socket?.pause()
    else this.socket?.resume()
  }

  compose(chatId: string, text: string): void {
    const draft = { id: newId(), chatId, text, call: null }
    this.composed.add(text)
    this.outbox.set(draft.id, draft)
    this.post(draft)
  }

  get waiting(): number {
    return this.outbox.size
  }

  get ready(): boolean {
    return this.isReady
  }

  lastOf(topic: string): number {
    return this.topics.get(topic)?.last ?? 0
  }

  private has(fault: ClientFault): boolean {
    return this.options.faults?.has(fault) ?? false
  }

  private after(ms: number, run: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      run()
    }, ms)
    this.timers.add(timer)
    return timer
  }

  private drop(): void {
    for (const timer of this.timers) clearTimeout(timer)
    this.timers.clear()
    this.isReady = false
    const { socket } = this
    this.socket = null
    socket?.terminate()
    for (const settle of this.calls.values()) settle(null)
    this.calls.clear()
    for (const draft of this.outbox.values()) draft.call = null
  }

  private reconnect(): void {
    if (this.isStopped) return
    this.drop()
    const ms = Math.min(50 * 2 ** this.attempt++, 400) * (0.5 + Math.random() / 2)
    this.after(ms, () => void this.connect())
  }

  private async connect(): Promise<void> {
    const { cookie } = this.options
    const origin = `http://localhost:${this.port}`
    const headers = { origin, cookie: `${sessionCookie}=${cookie}` }
    try {
      const answer = await within(
        callMs,
        askServer(this.port, '/live/ticket', {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json', 'x-peremena': '1' },
          body: '{}',
        }),
      )
      if (this.isStopped) return
      const { ticket } = answer.body as { ticket: string }
      this.open(
        new WebSocket(`ws://127.0.0.1:${this.port}/live?ticket=${ticket}`, {
          headers: { ...headers, host: `localhost:${this.port}` },
          perMessageDeflate: false,
          handshakeTimeout: callMs,
        }),
      )
    } catch {
      // no way to the server now: the same again after a while
      this.reconnect()
    }
  }

  private open(socket: WebSocket): void {
    this.socket = socket
    const isCurrent = () => this.socket === socket
    socket.on('open', () =>
      this.say({ t: 'hello', person: this.options.personId, epoch: this.epoch, have: this.have() }),
    )
    socket.on('message', (data) => {
      if (isCurrent()) this.hear(JSON.parse(String(data)) as FromServer)
    })
    // what was wrong shows by the closing that follows
    socket.on('error', () => undefined)
    socket.on('close', (code) => {
      this.codes.push(code)
      if (!isCurrent()) return
      if (code === closeCodes.signedOut) this.violations.push('signed out')
      else this.reconnect()
    })
    this.after(callMs, () => {
      if (isCurrent() && !this.isReady) socket.terminate()
    })
  }

  private say(message: FromClient): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message))
  }

  private have(): Record<string, number> {
    const known = [...this.topics].flatMap(([topic, { last }]) => (last === null ? [] : [[topic, last] as const]))
    return Object.fromEntries(known)
  }

  private hear(message: FromServer): void {
    this.heardAt = Date.now()
    switch (message.t) {
      case 'welcome':
        return this.welcome(message)
      case 'frame':
        return this.take(message)
      case 'answer':
      case 'refusal':
        this.calls.get(message.n)?.(message)
        this.calls.delete(message.n)
        return
      case 'stale':
        this.topic(message.topic).last = null
        return void this.snapshot(message.topic)
      case 'lost':
        return void this.topics.delete(message.topic)
      case 'beat':
        return this.beatLater()
      case 'bye':
        return this.reconnect()
      default:
    }
  }

  private welcome({ epoch, topics }: Extract<FromServer, { t: 'welcome' }>): void {
    if (this.epoch !== null && this.epoch !== epoch && !this.has('epoch-ignored')) this.topics.clear()
    this.epoch = epoch
    this.attempt = 0
    for (const topic of topics) this.topic(topic)
    this.isReady = true
    if (this.has('no-catch-up')) for (const topic of topics) this.topic(topic).last ??= 0
    if (!this.has('no-retry')) for (const draft of this.outbox.values()) this.post(draft)
    this.beatLater()
  }

  private topic(topic: string): TopicState {
    const state = this.topics.get(topic) ?? { last: null, held: new Map<number, Frame>() }
    this.topics.set(topic, state)
    return state
  }

  private beatLater(): void {
    if (this.has('no-heartbeat')) return
    const ms = (this.options.beatMs ?? 1000) * (0.8 + Math.random() * 0.4)
    this.after(ms, () => this.beat())
  }

  private beat(): void {
    if (!this.isReady) return
    const socket = this.socket
    this.say({ t: 'beat', have: this.have() })
    const asked = Date.now()
    this.after(callMs, () => {
      if (this.socket === socket && this.heardAt < asked) socket?.terminate()
    })
  }

  private take(frame: Frame): void {
    const state = this.topic(frame.topic)
    if (this.has('no-gap-check')) {
      state.last = Math.max(state.last ?? 0, frame.seq)
      return this.apply(frame)
    }
    if (state.last !== null && frame.seq <= state.last) return
    state.held.set(frame.seq, frame)
    this.release(state)
    if (state.last !== null && state.held.size > 0)
      this.after(gapMs, () => state.held.size > 0 && this.say({ t: 'beat', have: this.have() }))
  }

  private release(state: TopicState): void {
    if (state.last === null) return
    for (const seq of state.held.keys()) if (seq <= state.last) state.held.delete(seq)
    for (let next = state.held.get(state.last + 1); next; next = state.held.get(state.last + 1)) {
      state.held.delete(next.seq)
      state.last = next.seq
      this.apply(next)
    }
  }

  private apply(frame: Frame): void {
    for (const op of frame.ops) if (op[0] === 'put' && op[1] === 'message') this.show(op[2] as Message)
  }

  private show(message: Message): void {
    const seen = this.seen.get(message.chatId) ?? []
    this.seen.set(message.chatId, seen)
    const last = this.numbers.get(message.chatId) ?? 0
    if (this.texts.has(message.id)) return
    if (message.number !== last + 1)
      this.violations.push(`message ${message.number} of ${message.chatId} came after ${last}`)
    this.numbers.set(message.chatId, Math.max(last, message.number))
    this.texts.set(message.id, message.text)
    seen.push(message.id)
  }

  /** All that is new of a chat, page by page; the mark of the last page says from where frames go on. */
  private async snapshot(topic: string): Promise<void> {
    const state = this.topic(topic)
    const [kind, chatId = ''] = topic.split(':')
    if (this.has('no-catch-up')) {
      state.last = Number.MAX_SAFE_INTEGER
      return
    }
    for (;;) {
      const query = kind === 'chat' ? 'chats.history' : 'chats.list'
      const input =
        kind === 'chat' ? { chatId, from: this.numbers.get(chatId) ?? 0, direction: 'after', limit: 200 } : {}
      const answer = await this.call(query, input)
      if (answer === null || !this.isReady || this.isStopped) return
      if (answer.t !== 'answer') {
        // refused for now: asked again after a pause, by the same way
        this.after(100 + Math.random() * 100, () => void this.snapshot(topic))
        return
      }
      if (kind !== 'chat') return this.begin(topic, answer.marks?.[topic] ?? 0)
      const { messages } = answer.value as { messages: Message[] }
      for (const message of messages) this.show(message)
      if (messages.length < 200) return this.begin(topic, answer.marks?.[topic] ?? 0)
    }
  }

  private begin(topic: string, seq: number): void {
    const state = this.topic(topic)
    state.last = seq
    this.release(state)
  }

  /** Null where the connection went before the answer came. */
  private call(name: string, input: unknown): Promise<Extract<FromServer, { t: 'answer' | 'refusal' }> | null> {
    const n = this.nextCall++
    return new Promise((resolve) => {
      const timer = this.after(callMs, () => this.settle(n))
      this.calls.set(n, (message) => {
        clearTimeout(timer)
        resolve(message)
      })
      this.say({ t: 'call', n, name, input })
    })
  }

  private settle(n: number): void {
    this.calls.get(n)?.(null)
    this.calls.delete(n)
  }

  private post(draft: Draft): void {
    if (!this.isReady || draft.call !== null) return
    if (this.has('new-id-on-retry')) {
      this.outbox.delete(draft.id)
      draft.id = newId()
      this.outbox.set(draft.id, draft)
    }
    draft.call = this.nextCall
    const { id, chatId, text } = draft
    void this.call('chats.send', { id, chatId, text, replyTo: null }).then((answer) => {
      draft.call = null
      if (answer?.t === 'answer') return this.sent(draft, (answer.value as { message: Message }).message)
      const { code } = (answer?.error ?? {}) as { code?: string }
      if (code !== undefined && !['unavailable', 'too_many', 'internal', 'unauthorized'].includes(code))
        this.violations.push(`refused: ${code}`)
      if (this.has('no-retry')) return void this.outbox.delete(id)
      this.after(100 + Math.random() * 100, () => this.post(draft))
    })
  }

  private sent(draft: Draft, message: Message): void {
    this.outbox.delete(draft.id)
    this.acknowledged.set(message.id, { chatId: draft.chatId, text: draft.text })
    if (message.text !== draft.text) this.violations.push(`«${draft.text}» was stored as «${message.text}»`)
  }
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, fail) => setTimeout(() => fail(new Error('no answer')), ms).unref()),
  ])
}
