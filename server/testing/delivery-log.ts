/** What a page without a screen knows: topics up to their numbers, frames that wait, messages in the order of showing. */
import type { Message } from '#contract/chats.ts'
import type { Frame } from '#contract/kernel/live.ts'

interface TopicState {
  last: number | null
  readonly held: Map<number, Frame>
}

export class DeliveryLog {
  /** By chat, in the order in which they were first seen: ids. */
  readonly seen = new Map<string, string[]>()
  readonly texts = new Map<string, string>()
  readonly violations: string[] = []
  private readonly topics = new Map<string, TopicState>()
  private readonly numbers = new Map<string, number>()
  private readonly checksGaps: boolean

  constructor(checksGaps: boolean) {
    this.checksGaps = checksGaps
  }

  /** Up to where each topic is known: said at hello and with every heartbeat. */
  have(): Record<string, number> {
    const known = [...this.topics].flatMap(([topic, { last }]) => (last === null ? [] : [[topic, last] as const]))
    return Object.fromEntries(known)
  }

  /** Another store answers: nothing is known of it. */
  clear(): void {
    this.topics.clear()
  }

  hears(topic: string): void {
    this.topic(topic)
  }

  forget(topic: string): void {
    this.topics.delete(topic)
  }

  /** A snapshot says where it goes on. */
  stale(topic: string): void {
    this.topic(topic).last = null
  }

  begin(topic: string, seq: number): void {
    const state = this.topic(topic)
    state.last = seq
    this.release(state)
  }

  isKnown(topic: string): boolean {
    return this.topic(topic).last !== null
  }

  /** Whether frames wait for one before them. */
  hasGap(topic: string): boolean {
    const state = this.topic(topic)
    return state.last !== null && state.held.size > 0
  }

  take(frame: Frame): void {
    const state = this.topic(frame.topic)
    if (!this.checksGaps) {
      state.last = Math.max(state.last ?? 0, frame.seq)
      return this.apply(frame)
    }
    if (state.last !== null && frame.seq <= state.last) return
    state.held.set(frame.seq, frame)
    this.release(state)
  }

  /** Number of the newest message shown of a chat. */
  newestOf(chatId: string): number {
    return this.numbers.get(chatId) ?? 0
  }

  show(message: Message): void {
    if (this.texts.has(message.id)) return
    const seen = this.seen.get(message.chatId) ?? []
    this.seen.set(message.chatId, seen)
    const last = this.newestOf(message.chatId)
    if (message.number !== last + 1)
      this.violations.push(`message ${message.number} of ${message.chatId} came after ${last}`)
    this.numbers.set(message.chatId, Math.max(last, message.number))
    this.texts.set(message.id, message.text)
    seen.push(message.id)
  }

  private topic(topic: string): TopicState {
    const state = this.topics.get(topic) ?? { last: null, held: new Map<number, Frame>() }
    this.topics.set(topic, state)
    return state
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
}
