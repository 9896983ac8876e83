/**
 * The numbers of one topic: a frame is applied only after its predecessor. Until a snapshot has said where the topic
 * stands (`last` is null), frames wait.
 */
import type { Frame } from '#contract/kernel/live.ts'

export class TopicLog {
  #last: number | null
  readonly #held = new Map<number, Frame>()

  constructor(last: number | null = null) {
    this.#last = last
  }

  get last(): number | null {
    return this.#last
  }

  /** Something has come that cannot be applied yet. */
  get hasGap(): boolean {
    return this.#held.size > 0
  }

  /** Frames that may be applied now, in order. */
  accept(frame: Frame): Frame[] {
    if (this.#last !== null && frame.seq <= this.#last) return []
    this.#held.set(frame.seq, frame)
    return this.#release()
  }

  /** A snapshot says where the topic stands; only a topic that knew nothing learns from it. */
  begin(seq: number): Frame[] {
    if (this.#last !== null) return []
    this.#last = seq
    return this.#release()
  }

  /** Too much was missed: nothing is known until the next snapshot. Frames that came meanwhile are kept. */
  lose(): void {
    this.#last = null
  }

  #release(): Frame[] {
    if (this.#last === null) return []
    for (const seq of this.#held.keys()) if (seq <= this.#last) this.#held.delete(seq)
    const ready: Frame[] = []
    for (let next = this.#held.get(this.#last + 1); next !== undefined; next = this.#held.get(this.#last + 1)) {
      this.#held.delete(next.seq)
      this.#last = next.seq
      ready.push(next)
    }
    return ready
  }
}
