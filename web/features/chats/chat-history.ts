/**
 * The part of a chat that is loaded: numbers `from`…`to` without a hole, moved and widened by pages. What is far away
 * from the reader is let go, so a chat of 100,000 messages costs what is seen of it.
 */
import type { Message } from '#contract/chats.ts'
import { Value } from '#web/kernel/value.ts'

export const pageLength = 60
/** Messages kept loaded going back; beyond, the far end is let go. */
export const mostLoaded = 900
const mostKept = mostLoaded - pageLength
/** Going on, the start is let go in lumps: taking rows away above the reader may move his place by some pixels. */
export const mostAbove = 3 * mostLoaded

export interface Window {
  readonly from: number
  readonly to: number
  /** Number of the newest message of the chat, as far as known. */
  readonly last: number
}

/** What of a page the reader meets: the line of new messages (or the end without one), the end, or a message. */
export type Meeting = 'new' | 'end' | number

/**
 * Pages as the server gives them, in order of number; each takes its messages into the cache before it resolves. A page
 * brings the messages that it answers too, which may stand far away.
 */
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
  /** Which of the pages that replaced what was loaded is shown, and what of it. */
  readonly opened = new Value<{ readonly nth: number; readonly meets: Meeting }>({ nth: 0, meets: 'new' })
  /** Number of the message before the reader's eyes; null while nobody looks. */
  eye: 'end' | number | null = null
  readonly #pages: Pages
  #generation = 0
  /** Where the reader was when what is loaded was forgotten; undefined while it counts. */
  #expiredAt: 'end' | number | null | undefined

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
  async open(around: number | null, meets: Meeting = 'new'): Promise<void> {
    const generation = ++this.#generation
    this.loading.set('open')
    try {
      const { numbers, last } = await this.#pages.open(around)
      if (generation !== this.#generation) return
      const newest = Math.max(last, this.window.get()?.last ?? 0)
      const run = runAround(numbers, around === null ? last : Math.min(Math.max(around, 1), last))
      this.#expiredAt = undefined
      this.#set({ ...(run ?? { from: newest + 1, to: newest }), last: newest })
      this.opened.set({ nth: this.opened.get().nth + 1, meets })
    } finally {
      if (generation === this.#generation) this.loading.set(null)
    }
  }

  async loadBefore(): Promise<void> {
    const window = this.window.get()
    if (window === null || window.from <= 1 || this.isExpired || this.loading.get() !== null) return
    this.#letGo({ ...window, to: Math.min(window.to, window.from + mostKept - 1) })
    const numbers = await this.#load(window.from, 'before')
    const now = this.window.get()
    if (numbers === null || now === null) return
    this.#set({ ...now, from: runAround(numbers, window.from - 1)?.from ?? 1 })
  }

  async loadAfter(): Promise<void> {
    const window = this.window.get()
    if (window === null || window.to >= window.last || this.isExpired || this.loading.get() !== null) return
    if (window.to - window.from >= mostAbove - pageLength) this.#letGo({ ...window, from: window.to - mostKept + 1 })
    const numbers = await this.#load(window.to, 'after')
    const now = this.window.get()
    if (numbers === null || now === null) return
    const to = runAround(numbers, window.to + 1)?.to ?? now.to
    this.#set({ ...now, to, last: Math.max(now.last, to) })
  }

  /** A message came live. Where the newest is shown, it joins. */
  arrived(message: Pick<Message, 'number'>): void {
    const window = this.window.get()
    if (window === null || message.number <= window.last) return
    // After an absence the newest may be known before those between.
    const joins = !this.isExpired && window.to >= window.last && message.number === window.last + 1
    this.window.set({ ...window, last: message.number, to: joins ? message.number : window.to })
  }

  /** What is loaded no longer counts: too much was missed. Until `reload` nothing joins it, and the reader's place stays known. */
  expire(): void {
    if (this.window.get() !== null && !this.isExpired) this.#expiredAt = this.eye
  }

  get isExpired(): boolean {
    return this.#expiredAt !== undefined
  }

  /** What is loaded may have holes now: what the reader looks at is read again, or all at the next look. */
  async reload(): Promise<void> {
    if (this.window.get() === null) return
    const eye = this.#expiredAt === undefined ? this.eye : this.#expiredAt
    if (eye !== null) return this.open(eye === 'end' ? null : eye, eye)
    this.#expiredAt = undefined
    this.window.set(null)
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

  /** Before a page is asked for: rows that go and rows that come must not be drawn in one step, or the place is lost. */
  #letGo(rest: Window): void {
    const window = this.window.get()
    if (window !== null && (rest.from !== window.from || rest.to !== window.to)) this.#set(rest)
  }

  #set(window: Window): void {
    this.window.set(window)
    this.#pages.release(window.from, window.to)
  }
}

/** The numbers around one of them that follow each other without a hole. */
function runAround(numbers: readonly number[], anchor: number): { from: number; to: number } | undefined {
  const at = numbers.indexOf(anchor)
  if (at === -1) return undefined
  let [first, last] = [at, at]
  while (numbers[first - 1] === numbers[first]! - 1) first -= 1
  while (numbers[last + 1] === numbers[last]! + 1) last += 1
  return { from: numbers[first]!, to: numbers[last]! }
}
