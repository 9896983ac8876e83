/** Reads anew the topics that nothing is known about: many at once in one go, and again after a failure. */
import { backoff } from '../backoff.ts'
import type { Clock } from '../clock.ts'
import type { Topics } from './topics.ts'

export interface SnapshotDeps {
  readonly clock: Clock
  readonly random: () => number
  readonly topics: Topics
  readonly isReady: () => boolean
  readonly refresh: (topics: readonly string[]) => Promise<void>
}

export class Snapshots {
  readonly #deps: SnapshotDeps
  readonly #wanted = new Set<string>()
  #isRunning = false
  #attempt = 0

  constructor(deps: SnapshotDeps) {
    this.#deps = deps
  }

  want(topics: readonly string[]): void {
    for (const topic of topics) this.#wanted.add(topic)
    if (this.#wanted.size === 0 || this.#isRunning) return
    this.#isRunning = true
    // Wishes of one moment (a welcome and its stale topics) go together.
    queueMicrotask(() => void this.#run())
  }

  async #run(): Promise<void> {
    const { topics } = this.#deps
    while (this.#wanted.size > 0 && this.#deps.isReady()) {
      const now = topics.unknownOf([...this.#wanted])
      this.#wanted.clear()
      if (now.length === 0) break
      try {
        await this.#deps.refresh(now)
        this.#attempt = 0
        // What became stale again meanwhile is newer than what was read, and is read once more.
        for (const topic of topics.unknownOf(now)) if (!this.#wanted.has(topic)) topics.beginNamed(topic)
      } catch {
        // No answer: the same topics are asked for again after a pause, or at the next welcome.
        this.#deps.clock.after(backoff(this.#attempt++, this.#deps.random), () => this.want(now))
        break
      }
    }
    this.#isRunning = false
  }
}
