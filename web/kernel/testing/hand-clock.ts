/** A clock that tests move by hand. */
import type { Clock } from '../clock.ts'

interface Timer {
  readonly at: number
  readonly run: () => void
}

export class HandClock implements Clock {
  #now = 1_000_000
  #timers: Timer[] = []

  now(): number {
    return this.#now
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer)
    }
  }

  /** Milliseconds until each timer that runs. */
  waiting(): number[] {
    return this.#timers.map((timer) => timer.at - this.#now).toSorted((one, other) => one - other)
  }

  /** Moves on, runs what falls due in order, and lets promises settle after each. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms
    for (;;) {
      await settled()
      const due = this.#timers.filter((timer) => timer.at <= until).toSorted((one, other) => one.at - other.at)[0]
      if (due === undefined) break
      this.#timers = this.#timers.filter((timer) => timer !== due)
      this.#now = due.at
      due.run()
    }
    this.#now = until
  }
}

/** All promises that can settle without time have settled. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
