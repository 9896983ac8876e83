/** What a tab hears: the topics the server gave it, those its screens watch, and how far each is known. */
import type { Frame, Marks } from '#contract/kernel/live.ts'
import type { EntityCache } from '../cache/entity-cache.ts'
import { TopicLog } from './topic-log.ts'

export class Topics {
  readonly #cache: EntityCache
  readonly #onLeft: (topic: string) => void
  readonly #logs = new Map<string, TopicLog>()
  /** Topic → how many parts of the screen watch it. */
  readonly #watched = new Map<string, number>()
  /** Topic → number that the server named when it said that too much was missed. */
  readonly #named = new Map<string, number>()
  /** Topics that are heard no more: an answer that was read before comes too late. */
  readonly #left = new Set<string>()

  /** `onLeft`: a frame said that this person no longer hears the topic; its entities are gone already. */
  constructor(cache: EntityCache, onLeft: (topic: string) => void) {
    this.#cache = cache
    this.#onLeft = onLeft
  }

  /** The topics of a welcome; what is heard no longer goes at once. */
  hear(topics: readonly string[]): void {
    const heard = new Set(topics)
    for (const topic of [...this.#logs.keys()]) if (!heard.has(topic) && !this.#watched.has(topic)) this.forget(topic)
    for (const topic of topics) this.#log(topic)
  }

  watch(topic: string): void {
    this.#watched.set(topic, (this.#watched.get(topic) ?? 0) + 1)
    this.#log(topic)
  }

  /** True when nobody watches it any more; what it brought stays on the screen until it is read anew. */
  unwatch(topic: string): boolean {
    const left = (this.#watched.get(topic) ?? 1) - 1
    if (left > 0) {
      this.#watched.set(topic, left)
      return false
    }
    this.#watched.delete(topic)
    this.#logs.delete(topic)
    return true
  }

  watched(): string[] {
    return [...this.#watched.keys()]
  }

  lastOf(topic: string): number | null {
    return this.#logs.get(topic)?.last ?? null
  }

  /** Of those heard, the ones nothing is known about. */
  unknownOf(topics: readonly string[]): string[] {
    return topics.filter((topic) => this.#logs.get(topic)?.last === null)
  }

  get hasGap(): boolean {
    return [...this.#logs.values()].some((log) => log.hasGap && log.last !== null)
  }

  marks(): Marks {
    const known: Marks = {}
    for (const [topic, log] of this.#logs) if (log.last !== null) known[topic] = log.last
    return known
  }

  /** Of the topics that the server gives by itself; watched ones are told about one by one. */
  ownMarks(): Marks {
    return Object.fromEntries(Object.entries(this.marks()).filter(([topic]) => !this.#watched.has(topic)))
  }

  stale(topic: string, seq: number): void {
    this.#named.set(topic, seq)
    this.#log(topic).lose()
  }

  /** After a refresh that brought no mark of its own: the number the server named is a safe beginning. */
  beginNamed(topic: string): boolean {
    const seq = this.#named.get(topic)
    if (seq === undefined) return false
    this.begin(topic, seq)
    return true
  }

  begin(topic: string, seq: number): void {
    this.#named.delete(topic)
    for (const frame of this.#log(topic).begin(seq)) this.#run(frame)
  }

  /** Applies a frame and those that waited for it; answers with topics joined by them. */
  apply(frame: Frame): string[] {
    const log = this.#logs.get(frame.topic)
    return log === undefined ? [] : log.accept(frame).flatMap((ready) => this.#run(ready))
  }

  forget(topic: string): void {
    this.#left.add(topic)
    this.#logs.delete(topic)
    this.#named.delete(topic)
    this.#cache.forget(topic)
  }

  hasLeft(topic: string): boolean {
    return this.#left.has(topic)
  }

  clear(): void {
    this.#named.clear()
    for (const log of this.#logs.values()) log.lose()
  }

  #log(topic: string): TopicLog {
    const log = this.#logs.get(topic) ?? new TopicLog()
    this.#logs.set(topic, log)
    this.#left.delete(topic)
    return log
  }

  #run(frame: Frame): string[] {
    const source = { topic: frame.topic, asOf: frame.seq, origin: 'frame' } as const
    const joined: string[] = []
    for (const op of frame.ops) {
      if (op[0] === 'put') this.#cache.put(op[1], op[2], source)
      else if (op[0] === 'drop') this.#cache.drop(op[1], op[2], source)
      else if (op[0] === 'leave') {
        this.forget(op[1])
        this.#onLeft(op[1])
      } else {
        this.#log(op[1])
        joined.push(op[1])
      }
    }
    return joined
  }
}
