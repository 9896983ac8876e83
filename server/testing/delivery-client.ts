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
import { DeliveryLog } from './delivery-log.ts'
import { askServer } from './running.ts'
import { within } from './until.ts'

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
export type ClientFault = 'new-id-on-retry' | 'no-gap-check' | 'no-catch-up' | 'no-retry'

interface Draft {
  id: string
  readonly chatId: string
  readonly text: string
  /** Number of the call that carries it on the open socket. */
  call: number | null
}

const gapMs = 200
const callMs = 4000

export class DeliveryClient {
  readonly log: DeliveryLog
  /** Ids that the server acknowledged, and what was said under them. */
  readonly acknowledged = new Map<string, { readonly chatId: string; readonly text: string }>()
  readonly composed = new Set<string>()
  readonly codes: number[] = []
  private epoch: string | null = null
  private readonly options: DeliveryOptions
  private readonly outbox = new Map<string, Draft>()
  private readonly calls = new Map<number, (message: Extract<FromServer, { t: 'answer' | 'refusal' }> | null) => void>()
  private readonly timers = new Set<NodeJS.Timeout>()
  private socket: WebSocket | null = null
  private heardAt = 0
  private isReady = false
  private isStopped = false
  private isPaused = false
  private attempt = 0
  private nextCall = 1

  constructor(options: DeliveryOptions) {
    this.options = options
    this.log = new DeliveryLog(!options.faults?.has('no-gap-check'))
  }

  start(): this {
    void this.connect()
    return this
  }

  stop(): void {
    this.isStopped = true
    this.drop()
  }

  /** No byte is read any more until it is called again with false; silence is not the server's fault meanwhile. */
  pause(isPaused: boolean): void {
    this.isPaused = isPaused
    if (isPaused) this.socket?.pause()
    else this.socket?.resume()
  }

  get ready(): boolean {
    return this.isReady
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
    for (const draft of this.outbox.values()) draft.call = null
  }

  private reconnect(): void {
    if (this.isStopped) return
    this.drop()
    const ms = Math.min(50 * 2 ** this.attempt++, 400) * (0.5 + Math.random() / 2)
    this.after(ms, () => void this.connect())
  }

  private async connect(): Promise<void> {
    const { cookie, port } = this.options
    const origin = `http://localhost:${port}`
    const headers = { origin, cookie: `${sessionCookie}=${cookie}` }
    try {
      const answer = await within(
        callMs,
        askServer(port, '/live/ticket', {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json', 'x-peremena': '1' },
          body: '{}',
        }),
      )
      if (this.isStopped) return
      const { ticket } = answer.body as { ticket: string }
      this.open(
        new WebSocket(`ws://127.0.0.1:${port}/live?ticket=${ticket}`, {
          headers: { ...headers, host: `localhost:${port}` },
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
      this.say({ t: 'hello', person: this.options.personId, epoch: this.epoch, have: this.log.have() }),
    )
    socket.on('message', (data) => {
      if (isCurrent()) this.hear(JSON.parse(String(data)) as FromServer)
    })
    // what was wrong shows by the closing that follows
    socket.on('error', () => undefined)
    socket.on('close', (code) => {
      this.codes.push(code)
      if (!isCurrent()) return
      if (code === closeCodes.signedOut) this.log.violations.push('signed out')
      else this.reconnect()
    })
    this.after(callMs, () => {
      if (isCurrent() && !this.isReady) socket.terminate()
    })
  }

  private say(message: FromClient): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message))
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
        return this.calls.get(message.n)?.(message)
      case 'stale':
        this.log.stale(message.topic)
        return void this.snapshot(message.topic)
      case 'lost':
        return this.log.forget(message.topic)
      case 'beat':
        return this.beatLater()
      case 'bye':
        return this.reconnect()
      default:
    }
  }

  private welcome({ epoch, topics }: Extract<FromServer, { t: 'welcome' }>): void {
    if (this.epoch !== null && this.epoch !== epoch) this.log.clear()
    this.epoch = epoch
    this.attempt = 0
    for (const topic of topics) this.log.hears(topic)
    this.isReady = true
    if (this.has('no-catch-up')) for (const topic of topics) if (!this.log.isKnown(topic)) this.log.begin(topic, 0)
    if (!this.has('no-retry')) for (const draft of this.outbox.values()) this.post(draft)
    this.beatLater()
  }

  private beatLater(): void {
    const ms = (this.options.beatMs ?? 1000) * (0.8 + Math.random() * 0.4)
    this.after(ms, () => this.beat())
  }

  private beat(): void {
    if (!this.isReady) return
    const socket = this.socket
    this.say({ t: 'beat', have: this.log.have() })
    const asked = Date.now()
    this.after(callMs, () => {
      if (this.socket === socket && this.heardAt < asked && !this.isPaused) socket?.terminate()
    })
  }

  private take(frame: Frame): void {
    this.log.take(frame)
    if (this.log.hasGap(frame.topic))
      this.after(gapMs, () => this.log.hasGap(frame.topic) && this.say({ t: 'beat', have: this.log.have() }))
  }

  /** All that is new of a chat, page by page; the mark of the last page says from where frames go on. */
  private async snapshot(topic: string): Promise<void> {
    const [kind, chatId = ''] = topic.split(':')
    if (this.has('no-catch-up')) {
      this.log.begin(topic, Number.MAX_SAFE_INTEGER)
      return
    }
    for (;;) {
      const query = kind === 'chat' ? 'chats.history' : 'chats.list'
      const input = kind === 'chat' ? { chatId, from: this.log.newestOf(chatId), direction: 'after', limit: 200 } : {}
      const answer = await this.call(query, input)
      if (answer === null || !this.isReady || this.isStopped) return
      if (answer.t !== 'answer') {
        // refused for now: asked again after a pause, by the same way
        this.after(100 + Math.random() * 100, () => void this.snapshot(topic))
        return
      }
      if (kind !== 'chat') return this.log.begin(topic, answer.marks?.[topic] ?? 0)
      const { messages } = answer.value as { messages: Message[] }
      for (const message of messages) this.log.show(message)
      if (messages.length < 200) return this.log.begin(topic, answer.marks?.[topic] ?? 0)
    }
  }

  /** Null where the connection went before the answer came. */
  private call(name: string, input: unknown): Promise<Extract<FromServer, { t: 'answer' | 'refusal' }> | null> {
    const n = this.nextCall++
    return new Promise((resolve) => {
      const timer = this.after(callMs, () => this.calls.get(n)?.(null))
      this.calls.set(n, (message) => {
        clearTimeout(timer)
        this.calls.delete(n)
        resolve(message)
      })
      this.say({ t: 'call', n, name, input })
    })
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
        this.log.violations.push(`refused: ${code}`)
      if (this.has('no-retry')) return void this.outbox.delete(id)
      this.after(100 + Math.random() * 100, () => this.post(draft))
    })
  }

  private sent(draft: Draft, message: Message): void {
    this.outbox.delete(draft.id)
    this.acknowledged.set(message.id, { chatId: draft.chatId, text: draft.text })
    if (message.text !== draft.text) this.log.violations.push(`«${draft.text}» was stored as «${message.text}»`)
  }
}
