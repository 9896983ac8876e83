/** Asks once for messages and authors that something on the screen refers to; wishes of one moment go together. */
import { groupBy } from '#web/kernel/group-by.ts'

export interface Wishes {
  readonly messages: string[]
  readonly members: string[]
}

/** Takes what the server gives into the cache; answers with the ids that it gave. */
type Pick = (chatId: string, wanted: Wishes) => Promise<readonly string[]>

interface Wish {
  readonly key: string
  readonly chatId: string
  readonly kind: keyof Wishes
  readonly id: string
  readonly done: () => void
}

/** How many the server takes at once. */
const most = 100

export class Missing {
  readonly #pick: Pick
  /** On their way, and what the server does not have either. */
  readonly #asked = new Map<string, Promise<void>>()
  #wanted: Wish[] = []

  constructor(pick: Pick) {
    this.#pick = pick
  }

  /** Resolves when the server has answered, also where it did not have it or could not be reached. */
  want(chatId: string, kind: keyof Wishes, id: string): Promise<void> {
    const key = `${chatId} ${id}`
    const asked = this.#asked.get(key)
    if (asked !== undefined) return asked
    const answered = new Promise<void>((done) => {
      if (this.#wanted.push({ key, chatId, kind, id, done }) === 1) setTimeout(() => void this.#ask(), 0)
    })
    this.#asked.set(key, answered)
    return answered
  }

  async #ask(): Promise<void> {
    const all = this.#wanted
    this.#wanted = []
    for (const [chatId, wishes] of groupBy(all, (wish) => wish.chatId))
      for (let at = 0; at < wishes.length; at += most) await this.#askPart(chatId, wishes.slice(at, at + most))
  }

  async #askPart(chatId: string, part: readonly Wish[]): Promise<void> {
    const ids = (kind: keyof Wishes) => part.filter((wish) => wish.kind === kind).map((wish) => wish.id)
    try {
      const given = new Set(await this.#pick(chatId, { messages: ids('messages'), members: ids('members') }))
      // What was given may be let go again later, and then be wanted anew.
      for (const wish of part) if (given.has(wish.id)) this.#asked.delete(wish.key)
    } catch {
      // No answer: what still refers to them asks again when it is drawn next.
      for (const wish of part) this.#asked.delete(wish.key)
    } finally {
      for (const wish of part) wish.done()
    }
  }
}
