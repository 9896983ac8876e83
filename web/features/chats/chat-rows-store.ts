/** The rows of the list, computed when something in them changed; a row that did not change stays the same object. */
import type { Member } from '#contract/chats.ts'
import type { EntityCache } from '#web/kernel/cache/entity-cache.ts'
import { keyOf } from '#web/kernel/cache/entity-cache.ts'
import type { ChatBook } from './chat-book.ts'
import { rowOf, type ChatRow } from './chat-rows.ts'
import type { Drafts } from './drafts.ts'

export interface ChatRowsDeps {
  readonly book: ChatBook
  readonly drafts: Drafts
  readonly cache: EntityCache
  readonly me: string
}

export class ChatRows {
  readonly #deps: ChatRowsDeps
  readonly #stops: (() => void)[]
  readonly #listeners = new Set<() => void>()
  readonly #before = new Map<string, { row: ChatRow; print: string }>()
  #rows: readonly ChatRow[] | null = null

  constructor(deps: ChatRowsDeps) {
    this.#deps = deps
    const changed = (): void => {
      this.#rows = null
      for (const listener of this.#listeners) listener()
    }
    this.#stops = [
      deps.book.subscribe(changed),
      deps.drafts.subscribe(changed),
      deps.cache.subscribe([keyOf.all('member')], changed),
    ]
  }

  stop(): void {
    for (const stop of this.#stops) stop()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly get = (): readonly ChatRow[] => (this.#rows ??= this.#make())

  #make(): readonly ChatRow[] {
    const { book, drafts, cache, me } = this.#deps
    return book.chats().flatMap((chat) => {
      const seat = book.seat(chat.id)
      if (seat === undefined) return []
      const newest = book.newest(chat.id)
      const author = newest && (cache.get('member', `${chat.id}.${newest.authorId}`) as Member | undefined)
      const draft = drafts.get(chat.id)?.text ?? null
      return this.#same(rowOf({ chat, seat, newest, author, draft, unread: book.unread(chat.id), me }))
    })
  }

  #same(row: ChatRow): ChatRow {
    const print = JSON.stringify(row)
    const before = this.#before.get(row.id)
    if (before?.print === print) return before.row
    this.#before.set(row.id, { row, print })
    return row
  }
}
