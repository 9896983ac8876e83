/** What was begun and not sent, per person and chat, in this browser. */
import type { Remembered } from '#web/kernel/local.ts'

export interface Draft {
  readonly text: string
  readonly replyTo: string | null
}

export class Drafts {
  readonly #local: Remembered
  readonly #person: string
  readonly #listeners = new Set<() => void>()
  readonly #known = new Map<string, Draft | null>()

  constructor(local: Remembered, person: string) {
    this.#local = local
    this.#person = person
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  get(chatId: string): Draft | null {
    const known = this.#known.get(chatId)
    if (known !== undefined) return known
    const read = parseDraft(this.#local.get(this.#key(chatId)))
    this.#known.set(chatId, read)
    return read
  }

  /** An empty one is forgotten. */
  set(chatId: string, draft: Draft): void {
    const kept = draft.text.trim() === '' && draft.replyTo === null ? null : draft
    this.#known.set(chatId, kept)
    this.#local.set(this.#key(chatId), kept === null ? null : JSON.stringify(kept))
    for (const listener of this.#listeners) listener()
  }

  #key(chatId: string): string {
    return `draft ${this.#person} ${chatId}`
  }
}

function parseDraft(saved: string | null): Draft | null {
  if (saved === null) return null
  try {
    const parsed = JSON.parse(saved) as Partial<Draft>
    return typeof parsed.text === 'string'
      ? { text: parsed.text, replyTo: typeof parsed.replyTo === 'string' ? parsed.replyTo : null }
      : null
  } catch {
    // Written by something else: no draft of ours.
    return null
  }
}
