/** Tells the server up to where a chat was read: at most once in half a second a chat, the last number wins. */
import { realClock, type Clock } from '#web/kernel/clock.ts'
import type { ChatBook } from './chat-book.ts'

export interface ReadMarksDeps {
  readonly book: Pick<ChatBook, 'markRead'>
  readonly send: (chatId: string, number: number) => Promise<void>
  readonly clock?: Clock
}

const pauseMs = 500
const retryMs = 5000

export class ReadMarks {
  readonly #deps: ReadMarksDeps
  readonly #clock: Clock
  readonly #due = new Map<string, number>()
  #cancel: (() => void) | null = null

  constructor(deps: ReadMarksDeps) {
    this.#deps = deps
    this.#clock = deps.clock ?? realClock
  }

  seen(chatId: string, number: number): void {
    if (!this.#deps.book.markRead(chatId, number)) return
    this.#due.set(chatId, number)
    this.#cancel ??= this.#clock.after(pauseMs, () => void this.#send())
  }

  /** The page is about to go: at once. */
  hurry(): void {
    if (this.#cancel === null) return
    this.#cancel()
    void this.#send()
  }

  stop(): void {
    this.#cancel?.()
  }

  async #send(): Promise<void> {
    const due = [...this.#due]
    this.#due.clear()
    const ends = await Promise.allSettled(due.map(([chatId, number]) => this.#deps.send(chatId, number)))
    for (const [at, end] of ends.entries()) {
      const [chatId, number] = due[at]!
      if (end.status === 'rejected' && !this.#due.has(chatId)) this.#due.set(chatId, number)
    }
    const failed = ends.some((end) => end.status === 'rejected')
    this.#cancel = this.#due.size === 0 ? null : this.#clock.after(failed ? retryMs : pauseMs, () => void this.#send())
  }
}
