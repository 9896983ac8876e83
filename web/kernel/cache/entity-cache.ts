/**
 * The one normalised store of the page. Entities come from frames and snapshots of topics; a topic owns what it
 * brought, and losing the topic takes it away. Each entity knows as of which number of a topic it is, so a late
 * snapshot never overwrites a newer frame, nor a late frame a newer snapshot.
 */
export interface Entity {
  readonly id: string
}
export type Origin = 'frame' | 'snapshot'
export interface Change {
  readonly name: string
  readonly id: string
  readonly value: Entity | undefined
  readonly before: Entity | undefined
  readonly origin: Origin
}
/** Where a value comes from and as of which number of that topic it is true. */
export interface Source {
  readonly topic: string
  readonly asOf: number
  readonly origin: Origin
}

interface Ownership {
  readonly name: string
  readonly id: string
  readonly topic: string
}

interface Slot {
  value: Entity | undefined
  /** Topics that brought it. */
  readonly owners: Set<string>
  /** Topic → number; also of topics that dropped it, so that older news do not bring it back. */
  readonly asOf: Map<string, number>
}

export class EntityCache {
  readonly #slots = new Map<string, Map<string, Slot>>()
  readonly #owned = new Map<string, Set<string>>()
  readonly #lists = new Map<string, readonly Entity[]>()
  readonly #listeners = new Map<string, Set<() => void>>()
  readonly #observers = new Set<(changes: readonly Change[]) => void>()
  #depth = 0
  #changes: Change[] = []
  #dirty = new Set<string>()

  get(name: string, id: string): Entity | undefined {
    return this.#slots.get(name)?.get(id)?.value
  }

  /** All entities of a name that a topic owns; the same array until one of them changes. */
  owned(topic: string, name: string): readonly Entity[] {
    const key = `${topic} ${name}`
    return this.#list(key, () => [...(this.#owned.get(key) ?? [])].map((id) => this.get(name, id)))
  }

  all(name: string): readonly Entity[] {
    return this.#list(name, () => [...(this.#slots.get(name)?.values() ?? [])].map((slot) => slot.value))
  }

  put(name: string, value: Entity, source: Source): void {
    const slot = this.#slot(name, value.id)
    const known = slot.asOf.get(source.topic)
    if (known !== undefined && known > source.asOf) return
    this.batch(() => {
      slot.asOf.set(source.topic, source.asOf)
      this.#own(slot, { name, id: value.id, topic: source.topic })
      this.#change(slot, { name, id: value.id, value, before: slot.value, origin: source.origin })
    })
  }

  /** Puts only what is not there: an answer without a number is no news about something known. */
  putMissing(name: string, value: Entity, topic: string): void {
    if (this.get(name, value.id) === undefined) this.put(name, value, { topic, asOf: 0, origin: 'snapshot' })
  }

  drop(name: string, id: string, source: Source): void {
    const slot = this.#slot(name, id)
    const known = slot.asOf.get(source.topic)
    if (known !== undefined && known > source.asOf) return
    this.batch(() => {
      slot.asOf.set(source.topic, source.asOf)
      this.#disown(slot, { name, id, topic: source.topic }, source.origin)
    })
  }

  /** Takes entities out to save room; nothing is learned about them. */
  evict(topic: string, name: string, ids: Iterable<string>): void {
    this.batch(() => {
      for (const id of ids) {
        const slot = this.#slots.get(name)?.get(id)
        if (slot === undefined) continue
        this.#disown(slot, { name, id, topic }, 'snapshot')
      }
    })
  }

  /** The topic is lost or must be read anew: all that only it brought goes. */
  forget(topic: string): void {
    this.batch(() => {
      for (const key of [...this.#owned.keys()]) {
        if (!key.startsWith(`${topic} `)) continue
        this.evict(topic, key.slice(topic.length + 1), [...this.#owned.get(key)!])
      }
      for (const slots of this.#slots.values()) {
        for (const slot of slots.values()) slot.asOf.delete(topic)
      }
    })
  }

  clear(): void {
    this.batch(() => {
      for (const [name, slots] of this.#slots) {
        for (const [id, slot] of slots) {
          for (const topic of [...slot.owners]) this.#disown(slot, { name, id, topic }, 'snapshot')
        }
      }
    })
    this.#slots.clear()
    this.#owned.clear()
  }

  /** All changes inside are told at its end, once. */
  batch(run: () => void): void {
    this.#depth += 1
    try {
      run()
    } finally {
      this.#depth -= 1
      if (this.#depth === 0) this.#tell()
    }
  }

  /** `keys`: see `keyOf`. */
  subscribe(keys: readonly string[], listener: () => void): () => void {
    for (const key of keys) {
      const set = this.#listeners.get(key) ?? new Set()
      this.#listeners.set(key, set.add(listener))
    }
    return () => {
      for (const key of keys) {
        const set = this.#listeners.get(key)
        set?.delete(listener)
        if (set?.size === 0) this.#listeners.delete(key)
      }
    }
  }

  /** Sees every change after its batch, before the screens do: for indices and notifications. */
  observe(observer: (changes: readonly Change[]) => void): () => void {
    this.#observers.add(observer)
    return () => this.#observers.delete(observer)
  }

  #slot(name: string, id: string): Slot {
    const slots = this.#slots.get(name) ?? new Map<string, Slot>()
    this.#slots.set(name, slots)
    const slot = slots.get(id) ?? { value: undefined, owners: new Set(), asOf: new Map() }
    slots.set(id, slot)
    return slot
  }

  #own(slot: Slot, { name, id, topic }: Ownership): void {
    if (slot.owners.has(topic)) return
    slot.owners.add(topic)
    const key = `${topic} ${name}`
    this.#owned.set(key, (this.#owned.get(key) ?? new Set()).add(id))
  }

  #disown(slot: Slot, { name, id, topic }: Ownership, origin: Origin): void {
    if (!slot.owners.delete(topic)) return
    const key = `${topic} ${name}`
    this.#owned.get(key)?.delete(id)
    this.#dirty.add(key)
    if (slot.owners.size === 0) this.#change(slot, { name, id, value: undefined, before: slot.value, origin })
  }

  #change(slot: Slot, change: Change): void {
    slot.value = change.value
    this.#changes.push(change)
    this.#dirty.add(keyOf.entity(change.name, change.id)).add(change.name)
    for (const topic of slot.owners) this.#dirty.add(`${topic} ${change.name}`)
  }

  #list(key: string, make: () => (Entity | undefined)[]): readonly Entity[] {
    const known = this.#lists.get(key)
    if (known !== undefined && !this.#dirty.has(key)) return known
    const made = make().filter((value) => value !== undefined)
    if (!this.#dirty.has(key)) this.#lists.set(key, made)
    return made
  }

  #tell(): void {
    const [changes, dirty] = [this.#changes, this.#dirty]
    if (dirty.size === 0) return
    this.#changes = []
    this.#dirty = new Set()
    for (const key of dirty) this.#lists.delete(key)
    for (const observer of this.#observers) observer(changes)
    const due = new Set<() => void>()
    for (const key of dirty) for (const listener of this.#listeners.get(key) ?? []) due.add(listener)
    for (const listener of due) listener()
  }
}

/** What one may subscribe to: one entity, the entities of a topic, all of a name. */
export const keyOf = {
  entity: (name: string, id: string): string => `${name}/${id}`,
  owned: (topic: string, name: string): string => `${topic} ${name}`,
  all: (name: string): string => name,
}
