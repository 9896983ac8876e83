/**
 * Who hears what on this node, and in which order. Frames of a topic leave in the order of their numbers: one that
 * comes early waits for its predecessor, at most 100 ms, then the missing ones are read from the table (SAFETY.md §1).
 */
import type { Frame } from '#contract/kernel/live.ts'
import { wireOf } from '#server/kernel/sockets/wire.ts'

export interface Hearer {
  readonly personId: string | null
  readonly schoolId: string | null
  readonly topics: Set<string>
  send(bytes: Buffer): void
}

interface TopicState {
  readonly hearers: Set<Hearer>
  /** Number of the last frame sent; null until the first hearer's catch-up told it. */
  last: number | null
  /** Early frames by number; null stands for one that is only hinted at and must be read. */
  readonly held: Map<number, Frame | null>
  timer: NodeJS.Timeout | undefined
  /** Readings in a row that brought nothing. */
  vain: number
}

export type ReadFrames = (schoolId: string, topic: string, after: number) => Promise<readonly Frame[]>

const patienceMs = 100
/** Readings that fail or find nothing are repeated ever more slowly, up to this. */
const longestPatienceMs = 5000

export class Hub {
  private readonly topics = new Map<string, TopicState>()
  private readonly readFrames: ReadFrames
  private readonly onError: (error: unknown) => void

  constructor(readFrames: ReadFrames, onError: (error: unknown) => void) {
    this.readFrames = readFrames
    this.onError = onError
  }

  join(hearer: Hearer, topic: string): void {
    const state = this.topics.get(topic) ?? {
      hearers: new Set(),
      last: null,
      held: new Map(),
      timer: undefined,
      vain: 0,
    }
    this.topics.set(topic, state)
    state.hearers.add(hearer)
    hearer.topics.add(topic)
  }

  leave(hearer: Hearer, topic: string): void {
    hearer.topics.delete(topic)
    const state = this.topics.get(topic)
    if (!state) return
    state.hearers.delete(hearer)
    if (state.hearers.size > 0) return
    clearTimeout(state.timer)
    this.topics.delete(topic)
  }

  gone(hearer: Hearer): void {
    for (const topic of [...hearer.topics]) this.leave(hearer, topic)
  }

  /** What the database says is the last number; frames beyond it follow from here. */
  settle(topic: string, seq: number): void {
    const state = this.topics.get(topic)
    if (!state) return
    if (state.last === null) {
      state.last = seq
      for (const early of state.held.keys()) if (early <= seq) state.held.delete(early)
    }
    this.advance(topic, state)
  }

  /** The table has less than was sent, because it was put back: numbers begin again from there, hearers read anew. */
  stepBack(topic: string, seq: number): void {
    const state = this.topics.get(topic)
    if (!state) return
    state.held.clear()
    this.skipTo(topic, state, seq)
  }

  lastOf(topic: string): number | null {
    return this.topics.get(topic)?.last ?? null
  }

  hearersOf(topic: string): ReadonlySet<Hearer> {
    return this.topics.get(topic)?.hearers ?? nobody
  }

  /** Topics heard on this node, by school. */
  heard(): Map<string, string[]> {
    const bySchool = new Map<string, string[]>()
    for (const [topic, state] of this.topics) {
      const schoolId = firstSchool(state)
      if (!schoolId) continue
      const topics = bySchool.get(schoolId)
      if (topics) topics.push(topic)
      else bySchool.set(schoolId, [topic])
    }
    return bySchool
  }

  /** Committed frames of this node, or frames read for a hint. */
  publish(frames: readonly Frame[]): void {
    for (const frame of frames) this.take(frame.topic, frame.seq, frame)
  }

  /** Another node committed this number; its frame is read from the table when its turn comes. */
  hint(topic: string, seq: number): void {
    this.take(topic, seq, null)
  }

  private take(topic: string, seq: number, frame: Frame | null): void {
    const state = this.topics.get(topic)
    if (!state || (state.last !== null && seq <= state.last)) return
    if (frame && state.last !== null && seq === state.last + 1 && state.held.size === 0) {
      state.last = seq
      this.deliver(state, frame)
      return
    }
    state.held.set(seq, frame ?? state.held.get(seq) ?? null)
    if (state.last !== null) this.advance(topic, state)
  }

  private advance(topic: string, state: TopicState): void {
    if (state.last === null) return
    for (let frame = state.held.get(state.last + 1); frame; frame = state.held.get(state.last + 1)) {
      state.held.delete(frame.seq)
      state.last = frame.seq
      this.deliver(state, frame)
    }
    // whoever leaves while frames are delivered may have been the last: nobody waits for the rest
    if (state.held.size === 0 || state.timer || this.topics.get(topic) !== state) return
    const isHinted = isHeldByHint(state.held)
    const patience = isHinted && state.vain === 0 ? 0 : Math.min(patienceMs * 2 ** state.vain, longestPatienceMs)
    state.timer = setTimeout(() => void this.fill(topic, state), patience).unref()
  }

  private async fill(topic: string, state: TopicState): Promise<void> {
    try {
      const schoolId = firstSchool(state)
      if (state.last === null || state.held.size === 0 || !schoolId) return
      const before = state.last
      const frames = await this.readFrames(schoolId, topic, before)
      const first = frames[0]
      // what the table no longer has cannot be sent: the hearers read a snapshot instead
      if (first && first.seq > before + 1 && state.last === before) this.skipTo(topic, state, first.seq - 1)
      for (const frame of frames) if (frame.seq > state.last) state.held.set(frame.seq, frame)
      for (const seq of state.held.keys()) if (seq <= state.last) state.held.delete(seq)
      state.vain = first || state.last > before ? 0 : state.vain + 1
    } catch (error) {
      state.vain += 1
      this.onError(error)
    } finally {
      state.timer = undefined
      if (this.topics.get(topic) === state) this.advance(topic, state)
    }
  }

  private skipTo(topic: string, state: TopicState, seq: number): void {
    state.last = seq
    const bytes = wireOf({ t: 'stale', topic, seq })
    for (const hearer of state.hearers) hearer.send(bytes)
  }

  private deliver(state: TopicState, frame: Frame): void {
    const bytes = wireOf({ t: 'frame', topic: frame.topic, seq: frame.seq, ops: frame.ops })
    for (const hearer of state.hearers) hearer.send(bytes)
    if (frame.topic.startsWith('person:')) this.followJoins(state, frame)
  }

  /** A person's own topic says which other topics he hears from now on, or no longer. */
  private followJoins(state: TopicState, frame: Frame): void {
    for (const op of frame.ops) {
      if (op[0] === 'leave') {
        for (const hearer of [...state.hearers]) {
          this.leave(hearer, op[1])
          hearer.send(wireOf({ t: 'lost', topic: op[1] }))
        }
      } else if (op[0] === 'join') {
        for (const hearer of [...state.hearers]) this.join(hearer, op[1])
        void this.begin(op[1], [...state.hearers])
      }
    }
  }

  /**
   * Tells hearers that came by a join where their topic stands. Its number is known, or learnt from the table, before
   * they hear of it: a snapshot that they read afterwards is at least as new, and nothing falls between.
   */
  async begin(topic: string, hearers: readonly Hearer[]): Promise<void> {
    if (this.lastOf(topic) === null) await this.learn(topic)
    const seq = this.lastOf(topic)
    if (seq === null) return
    const bytes = wireOf({ t: 'stale', topic, seq })
    for (const hearer of hearers) if (hearer.topics.has(topic)) hearer.send(bytes)
  }

  private async learn(topic: string): Promise<void> {
    const state = this.topics.get(topic)
    const schoolId = state && firstSchool(state)
    if (!schoolId) return
    try {
      const frames = await this.readFrames(schoolId, topic, -1)
      this.settle(topic, frames.at(-1)?.seq ?? 0)
    } catch (error) {
      this.onError(error)
    }
  }
}

const nobody: ReadonlySet<Hearer> = new Set()

/** Something must be read from the table anyway: waiting for its predecessors would gain nothing. */
function isHeldByHint(held: TopicState['held']): boolean {
  for (const frame of held.values()) if (frame === null) return true
  return false
}

function firstSchool(state: TopicState): string | null {
  for (const hearer of state.hearers) return hearer.schoolId
  return null
}
