/** Asks once for messages and authors that something on the screen refers to; wishes of one moment go together. */
type Pick = (chatId: string, wanted: { messages: string[]; members: string[] }) => Promise<void>

/** How many the server takes at once. */
const most = 100

export class Missing {
  readonly #pick: Pick
  readonly #asked = new Set<string>()
  #wanted: { chatId: string; kind: 'messages' | 'members'; id: string }[] = []

  constructor(pick: Pick) {
    this.#pick = pick
  }

  want(chatId: string, kind: 'messages' | 'members', id: string): void {
    const key = `${chatId} ${id}`
    if (this.#asked.has(key)) return
    this.#asked.add(key)
    if (this.#wanted.push({ chatId, kind, id }) === 1) setTimeout(() => void this.#ask(), 0)
  }

  async #ask(): Promise<void> {
    const all = this.#wanted
    this.#wanted = []
    for (const [chatId, wishes] of Map.groupBy(all, (wish) => wish.chatId)) {
      for (let at = 0; at < wishes.length; at += most) {
        const part = wishes.slice(at, at + most)
        const ids = (kind: 'messages' | 'members') => part.filter((wish) => wish.kind === kind).map((wish) => wish.id)
        try {
          await this.#pick(chatId, { messages: ids('messages'), members: ids('members') })
        } catch {
          // No answer: what still refers to them asks again when it is drawn next.
          for (const wish of part) this.#asked.delete(`${chatId} ${wish.id}`)
        }
      }
    }
  }
}
