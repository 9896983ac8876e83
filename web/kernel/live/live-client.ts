/**
 * The one socket of a tab: says who acts and up to where each topic is known, applies frames gaplessly and in order,
 * and asks for a snapshot of what it does not know. Rules: SAFETY.md §1.
 */
import type { Frame, FromServer, Marks } from '#contract/kernel/live.ts'
import { closeCodes, heartbeatMs } from '#contract/kernel/live.ts'
import type { EntityCache } from '../cache/entity-cache.ts'
import { ApiError, errorOf } from '../api/api-error.ts'
import type { Answer } from '../api/caller.ts'
import { backoff } from '../backoff.ts'
import type { Clock } from '../clock.ts'
import { Value } from '../value.ts'
import { Snapshots } from './snapshots.ts'
import { Topics } from './topics.ts'
import type { OpenWire, Wire } from './wire.ts'

/** Milliseconds: a gap is looked into, a call is given up, a heartbeat must be answered. */
const gapMs = 500
const unnamedMs = 1000
const callMs = 15_000
const beatAnswerMs = 10_000

export interface LiveDeps {
  readonly open: OpenWire
  readonly cache: EntityCache
  readonly clock: Clock
  readonly random: () => number
  readonly person: string | null
  /** Runs once with the next picture, also in a hidden tab. */
  readonly schedule: (run: () => void) => void
  /** Reads these topics anew through a query with marks; rejects if it could not. */
  readonly refresh: (topics: readonly string[]) => Promise<void>
  /** These topics begin with the answer that is being taken: what was known of them goes, whoever asked. */
  readonly onBegin: (topics: readonly string[]) => void
  /** The store's id that this browser knew last. */
  readonly epoch: { get(): string | null; set(epoch: string): void }
  /** Another store answers than before: a backup was restored. */
  readonly onNewEpoch: () => void
  readonly onReady: () => void
  readonly onSignedOut: () => void
  readonly onTyping: (chat: string, person: string) => void
  /** This person began or ceased to hear a topic: roles may have changed, and with them what the page offers. */
  readonly onMoved: (topic: string) => void
}

export type LiveState = 'connecting' | 'ready' | 'waiting' | 'stopped'

export class LiveClient {
  readonly state = new Value<LiveState>('stopped')
  readonly #deps: LiveDeps
  readonly #topics: Topics
  readonly #snapshots: Snapshots
  #wire: Wire | null = null
  #inbox: Frame[] = []
  #attempt = 0
  #nextCall = 1
  readonly #calls = new Map<number, { resolve: (answer: Answer<unknown>) => void; reject: (error: ApiError) => void }>()
  #timers = { beat: nothing, answer: nothing, gap: nothing, unnamed: nothing, reconnect: nothing }
  /** Server's clock minus ours, in milliseconds. */
  skew = 0

  constructor(deps: LiveDeps) {
    this.#deps = deps
    this.#topics = new Topics(deps.cache, deps.onMoved)
    this.#snapshots = new Snapshots({ ...deps, topics: this.#topics, isReady: () => this.isReady })
  }

  get person(): string | null {
    return this.#deps.person
  }

  get isReady(): boolean {
    return this.state.get() === 'ready'
  }

  start(): void {
    if (this.state.get() === 'stopped') this.#connect()
  }

  stop(): void {
    this.state.set('stopped')
    this.#cancelTimers()
    this.#wire?.close()
    this.#wire = null
    this.#failCalls()
  }

  /** The network came back or the page was shown: do not wait for the timer. */
  hurry(): void {
    if (this.state.get() === 'waiting') this.#connect()
    else if (this.isReady) this.#beat()
  }

  /** A screen is about to read a topic: a snapshot with its mark begins it. */
  watch(topic: string): void {
    this.#topics.watch(topic)
  }

  /** …and hears it from there on, until it is unwatched. */
  listen(topic: string): void {
    if (this.isReady) this.#wire?.send({ t: 'watch', topic, from: this.#topics.lastOf(topic) ?? -1 })
  }

  unwatch(topic: string): void {
    if (this.#topics.unwatch(topic) && this.isReady) this.#wire?.send({ t: 'unwatch', topic })
  }

  typing(chat: string): void {
    if (this.isReady) this.#wire?.send({ t: 'typing', chat })
  }

  call(name: string, input: unknown): Promise<Answer<unknown>> {
    const wire = this.#wire
    if (wire === null || !this.isReady) return Promise.reject(new ApiError('offline'))
    const n = this.#nextCall++
    return new Promise((resolve, reject) => {
      const cancel = this.#deps.clock.after(callMs, () =>
        this.#settle(n, (call) => call.reject(new ApiError('offline'))),
      )
      this.#calls.set(n, {
        resolve: (answer) => (cancel(), resolve(answer)),
        reject: (error) => (cancel(), reject(error)),
      })
      wire.send({ t: 'call', n, name, input })
    })
  }

  /** Numbers known of each topic: what an answer without marks is at least as new as. */
  known(topic: string): number {
    return this.#topics.lastOf(topic) ?? 0
  }

  /**
   * Takes a snapshot's entities into the cache. Topics that were unknown begin here: what they had before goes, frames
   * that waited follow. What was left while the answer was on its way does not come back.
   */
  take(marks: Marks, put: (asOf: (topic: string) => number) => void): void {
    this.#deps.cache.batch(() => {
      const fresh = this.#topics.unknownOf(Object.keys(marks))
      if (fresh.length > 0) this.#deps.onBegin(fresh)
      for (const topic of fresh) this.#deps.cache.forget(topic)
      const left = new Set<string>()
      put((topic) => {
        if (this.#topics.hasLeft(topic)) left.add(topic)
        return marks[topic] ?? this.known(topic)
      })
      for (const topic of left) this.#deps.cache.forget(topic)
      for (const topic of fresh) this.#topics.begin(topic, marks[topic]!)
    })
  }

  #connect(): void {
    this.#cancelTimers()
    this.state.set('connecting')
    const deps = this.#deps
    let wire: Wire | null = null
    const isCurrent = (): boolean => wire !== null && this.#wire === wire
    wire = this.#wire = deps.open({
      opened: () => {
        if (isCurrent())
          wire?.send({ t: 'hello', person: deps.person, epoch: deps.epoch.get(), have: this.#topics.ownMarks() })
      },
      received: (message) => {
        if (isCurrent()) this.#receive(message)
      },
      closed: (code) => {
        if (isCurrent() || wire === null) this.#closed(code)
      },
    })
    this.#timers.answer = deps.clock.after(beatAnswerMs, () => wire?.close())
  }

  #closed(code: number): void {
    this.#wire = null
    this.#cancelTimers()
    this.#failCalls()
    if (this.state.get() === 'stopped') return
    if (code === closeCodes.signedOut) {
      this.state.set('stopped')
      return this.#deps.onSignedOut()
    }
    this.state.set('waiting')
    this.#reconnectIn(backoff(this.#attempt++, this.#deps.random))
  }

  #reconnectIn(ms: number): void {
    this.#timers.reconnect()
    this.#timers.reconnect = this.#deps.clock.after(ms, () => this.#connect())
  }

  #receive(message: FromServer): void {
    switch (message.t) {
      case 'welcome':
        return this.#welcome(message)
      case 'frame':
        return this.#queue(message)
      case 'answer':
        return this.#settle(message.n, (call) => call.resolve({ value: message.value, marks: message.marks ?? {} }))
      case 'refusal':
        return this.#settle(message.n, (call) => call.reject(errorOf(message.error)))
      case 'stale':
        this.#topics.stale(message.topic, message.seq)
        return this.#snapshots.want([message.topic])
      case 'lost':
        return this.#topics.forget(message.topic)
      case 'typing':
        return this.#deps.onTyping(message.chat, message.person)
      case 'beat':
        this.skew = message.now - this.#deps.clock.now()
        return this.#timers.answer()
      case 'bye':
        return this.#bye(message)
    }
  }

  #welcome(message: Extract<FromServer, { t: 'welcome' }>): void {
    const known = this.#deps.epoch.get()
    this.skew = message.now - this.#deps.clock.now()
    this.#attempt = 0
    this.#timers.answer()
    if (known !== null && known !== message.epoch) {
      this.#inbox = []
      this.#topics.clear()
      this.#deps.cache.clear()
      this.#deps.onNewEpoch()
    }
    this.#deps.epoch.set(message.epoch)
    this.#topics.hear(message.topics)
    this.state.set('ready')
    for (const topic of this.#topics.watched()) this.listen(topic)
    // The server names every topic that must be read anew right after the welcome; should it not, nothing stays unread.
    this.#timers.unnamed()
    this.#timers.unnamed = this.#deps.clock.after(unnamedMs, () =>
      this.#snapshots.want(this.#topics.unknownOf(message.topics)),
    )
    this.#beatLater()
    this.#deps.onReady()
  }

  #bye(message: Extract<FromServer, { t: 'bye' }>): void {
    if (message.reason === 'signed_out') return this.#closed(closeCodes.signedOut)
    const wire = this.#wire
    this.#closed(closeCodes.restarting)
    this.#reconnectIn(Math.max(message.after * 1000, 100))
    wire?.close()
  }

  #queue(frame: Frame): void {
    if (this.#inbox.push(frame) === 1) this.#deps.schedule(() => this.#flush())
  }

  /** All frames that came since the last picture, in one batch. */
  #flush(): void {
    const frames = this.#inbox
    this.#inbox = []
    const joined: string[] = []
    this.#deps.cache.batch(() => {
      for (const frame of frames) joined.push(...this.#topics.apply(frame))
    })
    if (joined.length > 0) this.#snapshots.want(this.#topics.unknownOf(joined))
    for (const topic of joined) this.#deps.onMoved(topic)
    this.#timers.gap()
    if (this.#topics.hasGap) this.#timers.gap = this.#deps.clock.after(gapMs, () => this.#topics.hasGap && this.#beat())
  }

  #beatLater(): void {
    this.#timers.beat()
    const wait = heartbeatMs * (0.8 + this.#deps.random() * 0.4)
    this.#timers.beat = this.#deps.clock.after(wait, () => this.#beat())
  }

  #beat(): void {
    if (!this.isReady) return
    this.#wire?.send({ t: 'beat', have: this.#topics.marks() })
    this.#timers.answer()
    this.#timers.answer = this.#deps.clock.after(beatAnswerMs, () => this.#wire?.close())
    this.#beatLater()
  }

  #settle(
    n: number,
    how: (call: { resolve: (answer: Answer<unknown>) => void; reject: (error: ApiError) => void }) => void,
  ): void {
    const call = this.#calls.get(n)
    this.#calls.delete(n)
    if (call !== undefined) how(call)
  }

  #failCalls(): void {
    for (const n of [...this.#calls.keys()]) this.#settle(n, (call) => call.reject(new ApiError('offline')))
  }

  #cancelTimers(): void {
    for (const cancel of Object.values(this.#timers)) cancel()
  }
}

function nothing(): void {
  // No timer runs.
}
