/**
 * The part of a chat that is loaded: numbers `from`…`to` without a hole, moved and widened by pages. What is far away
 * from the reader is let go, so a chat of 100,000 messages costs what is seen of it.
 */
import type { Message } from '#contract/chats.ts'
import { Value } from '#web/kernel/value.ts'

export const pageLength = 60
/** Messages kept loaded; beyond, the far end is let go. */
export const mostLoaded = 900

export interface Window {
  readonly from: number
  readonly to: number
  /** Number of the newest message of the chat, as far as known. */
  readonly last: number
  /** The last change was at the start: the reader's place must not jump. */
  readonly shifted: boolean
}

/** Pages as the server gives them; each takes its messages into the cache before it resolves. */
export interface Pages {
  open(around: number | null): Promise<{ readonly numbers: readonly number[]; readonly last: number }>
  load(from: number, direction: 'before' | 'after'): Promise<{ readonly numbers: readonly number[] }>
  /** Messages outside of these numbers are no longer shown. */
  release(from: number, to: number): void
}

export class ChatHistory {
  readonly window = new Value<Window | null>(null)
  /** What is being loaded; a failure leaves the window as it was. */
  readonly loading = new Value<'open' | 'before' | 'after' | null>(null)
  readonly #pages: Pages
  #generation = 0

  constructor(pages: Pages) {
    this.#pages = pages
  }

  get hasBefore(): boolean {
    const window = this.window.get()
    return window !== null && window.from > 1
  }

  get isAtNewest(): boolean {
    const window = this.window.get()
    return window !== null && window.to >= window.last
  }

  /** The page around a number, or the newest one. */
  async open(around: number | null): Promise<void> {
    const generation = ++this.#generation
    this.loading.set('open')
    try {
      const { numbers, last } = await this.#pages.open(around)
      if (generation !== this.#generation) return
      const newest = Math.max(last, this.window.get()?.last ?? 0)
      this.#set({ from: numbers[0] ?? newest + 1, to: numbers.at(-1) ?? newest, last: newest, shifted: false })
    } finally {
      if (generation === this.#generation) this.loading.set(null)
    }
  }

  async loadBefore(): Promise<void> {
    const window = this.window.get()
    if (window === null || window.from <= 1 || this.loading.get() !== null) return
    const numbers = await this.#load(window.from, 'before')
    const now = this.window.get()
    if (numbers === null || now === null) return
    const from = numbers[0] ?? 1
    const to = Math.min(now.to, from + mostLoaded - 1)
    this.#set({ ...now, from, to, shifted: true })
  }

  async loadAfter(): Promise<void> {
    const window = this.window.get()
    if (window === null || window.to >= window.last || this.loading.get() !== null) return
    const numbers = await this.#load(window.to, 'after')
    const now = this.window.get()
    if (numbers === null || now === null) return
    const to = numbers.at(-1) ?? now.last
    const from = Math.max(now.from, to - mostLoaded + 1)
    // Letting the far past go moves the start; the added end alone does not.
    this.#set({ from, to, last: Math.max(now.last, to), shifted: from > now.from })
  }

  /** A message came live. Where the newest is shown, it joins. */
  arrived(message: Pick<Message, 'number'>): void {
    const window = this.window.get()
    if (window === null || message.number <= window.last) return
    const joins = window.to >= window.last
    this.#set({ ...window, last: message.number, to: joins ? message.number : window.to, shifted: false }, false)
  }

  /** What is loaded may have holes now: the same place is read again. */
  async reload(): Promise<void> {
    const window = this.window.get()
    if (window === null) return
    await this.open(window.to >= window.last ? null : Math.round((window.from + window.to) / 2))
  }

  async #load(from: number, direction: 'before' | 'after'): Promise<readonly number[] | null> {
    const generation = this.#generation
    this.loading.set(direction)
    try {
      const { numbers } = await this.#pages.load(from, direction)
      return generation === this.#generation ? numbers : null
    } finally {
      if (generation === this.#generation) this.loading.set(null)
    }
  }

  #set(window: Window, releases = true): void {
    this.window.set(window)
    if (releases) this.#pages.release(window.from, window.to)
  }
}
