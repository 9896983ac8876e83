/** A command that must arrive: kept on this device from before it is shown until the server has it. */
export interface OutboxEntry {
  /** The id inside the input too: the server answers a second try with the first result. */
  readonly id: string
  /** Entries of one lane arrive in their order (a chat). */
  readonly lane: string
  /** Who says it. */
  readonly person: string
  /** Name of the call, and its input. */
  readonly call: string
  readonly input: unknown
  /** Milliseconds of this device; with `order` the place within the lane. */
  readonly at: number
  readonly order: number
  /** `sent` ones are kept for 7 days, to be offered again after a backup was restored. */
  readonly state: 'waiting' | 'refused' | 'sent'
  /** The code of a refusal. */
  readonly code: string | null
}

/** Milliseconds for which own sent messages are kept (SAFETY.md §1). */
export const keptMs = 7 * 86_400_000

/** Where entries are kept. One transaction each. */
export interface OutboxStore {
  put(entry: OutboxEntry): Promise<void>
  /** All of a person, in order. */
  all(person: string): Promise<OutboxEntry[]>
  delete(id: string): Promise<void>
}

export function inOrder(one: OutboxEntry, other: OutboxEntry): number {
  return one.at - other.at || one.order - other.order || (one.id < other.id ? -1 : 1)
}

/** For browsers that refuse IndexedDB, and for tests: lives as long as the page. */
export class MemoryOutboxStore implements OutboxStore {
  readonly #entries = new Map<string, OutboxEntry>()

  put(entry: OutboxEntry): Promise<void> {
    this.#entries.set(entry.id, entry)
    return Promise.resolve()
  }

  all(person: string): Promise<OutboxEntry[]> {
    return Promise.resolve([...this.#entries.values()].filter((entry) => entry.person === person).toSorted(inOrder))
  }

  delete(id: string): Promise<void> {
    this.#entries.delete(id)
    return Promise.resolve()
  }
}
