/**
 * Sends what must arrive, for ever, in order per lane, from whichever tab comes first: a turn is held while sending, so
 * several tabs never send the same lane at once. What the server refuses stays, with its reason, until the person decides.
 */
import { ApiError } from '../api/api-error.ts'
import { backoff } from '../backoff.ts'
import type { Clock } from '../clock.ts'
import { groupBy } from '../group-by.ts'
import { inOrder, keptMs, type OutboxEntry, type OutboxStore } from './outbox-entry.ts'

export interface OutboxDeps {
  readonly store: OutboxStore
  readonly person: string
  readonly clock: Clock
  readonly random: () => number
  /** Rejects with ApiError. */
  readonly send: (call: string, input: unknown) => Promise<unknown>
  /** Runs alone among all tabs of this person. */
  readonly turn: (run: () => Promise<void>) => Promise<void>
  /** Tells the other tabs that the store changed. */
  readonly told: () => void
  /** The server has it: its answer. */
  readonly arrived: (entry: OutboxEntry, answer: unknown) => void
}

export class Outbox {
  readonly #deps: OutboxDeps
  readonly #listeners = new Set<() => void>()
  #lanes = new Map<string, readonly OutboxEntry[]>()
  #order = 0
  #attempt = 0
  #isDraining = false
  #again = false
  #isStopped = false
  #cancelRetry = (): void => {}

  constructor(deps: OutboxDeps) {
    this.#deps = deps
  }

  /** Reads what an earlier page left behind and sends it. */
  async start(): Promise<void> {
    await this.#read()
    await this.#purge()
    this.hurry()
  }

  stop(): void {
    this.#isStopped = true
    this.#cancelRetry()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Waiting and refused entries of a lane, in order; the same array until it changes. */
  lane(lane: string): readonly OutboxEntry[] {
    return this.#lanes.get(lane) ?? none
  }

  /** Resolves when it is kept on this device: only then may it be shown. */
  async add(entry: { id: string; lane: string; call: string; input: unknown }): Promise<void> {
    const { clock, person, store } = this.#deps
    await store.put({ ...entry, person, at: clock.now(), order: this.#order++, state: 'waiting', code: null })
    await this.#changed()
    this.hurry()
  }

  /** «Повторить» */
  async retry(id: string): Promise<void> {
    await this.#update(id, (entry) => ({ ...entry, state: 'waiting', code: null }))
    this.hurry()
  }

  /** «Удалить»: only what the server does not have. */
  async discard(id: string): Promise<void> {
    const entry = await this.#find(id)
    if (entry === undefined || entry.state === 'sent') return
    await this.#deps.store.delete(id)
    await this.#changed()
  }

  /** Another store answers: it may lack what was sent to the old one. */
  async reoffer(): Promise<void> {
    const since = this.#deps.clock.now() - keptMs
    for (const entry of await this.#deps.store.all(this.#deps.person)) {
      if (entry.state === 'sent' && entry.at >= since) await this.#deps.store.put({ ...entry, state: 'waiting' })
    }
    await this.#changed()
    this.hurry()
  }

  /** Now rather than at the next try. */
  hurry(): void {
    this.#cancelRetry()
    if (this.#isStopped) return
    if (this.#isDraining) {
      this.#again = true
      return
    }
    this.#isDraining = true
    void this.#drain()
  }

  /** Another tab changed the store. */
  async reread(): Promise<void> {
    await this.#read()
  }

  async #drain(): Promise<void> {
    let isPassing = false
    let retryAfter: number | undefined
    do {
      this.#again = false
      try {
        await this.#deps.turn(() => this.#sendAll())
        this.#attempt = 0
        isPassing = false
      } catch (error) {
        isPassing = true
        retryAfter = error instanceof ApiError ? error.retryAfter : undefined
      }
    } while (this.#again && !isPassing && !this.#isStopped)
    this.#isDraining = false
    if (!isPassing || this.#isStopped) return
    const wait = Math.max(backoff(this.#attempt++, this.#deps.random), (retryAfter ?? 0) * 1000)
    this.#cancelRetry = this.#deps.clock.after(wait, () => this.hurry())
  }

  /** Lanes side by side; rejects when the server could not be reached. */
  async #sendAll(): Promise<void> {
    const waiting = (await this.#deps.store.all(this.#deps.person)).filter((entry) => entry.state === 'waiting')
    const lanes = groupBy(waiting, (entry) => entry.lane)
    const ends = await Promise.allSettled([...lanes.values()].map((entries) => this.#sendLane(entries)))
    const failed = ends.find((end) => end.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }

  async #sendLane(entries: readonly OutboxEntry[]): Promise<void> {
    for (const entry of entries) {
      if (this.#isStopped || (await this.#find(entry.id))?.state !== 'waiting') continue
      await this.#sendOne(entry)
    }
  }

  async #sendOne(entry: OutboxEntry): Promise<void> {
    try {
      const answer = await this.#deps.send(entry.call, entry.input)
      this.#deps.arrived(entry, answer)
      await this.#deps.store.put({ ...entry, state: 'sent' })
    } catch (error) {
      if (!(error instanceof ApiError) || error.isPassing) throw error
      await this.#deps.store.put({ ...entry, state: 'refused', code: error.code })
    }
    await this.#changed()
  }

  async #find(id: string): Promise<OutboxEntry | undefined> {
    return (await this.#deps.store.all(this.#deps.person)).find((entry) => entry.id === id)
  }

  async #update(id: string, how: (entry: OutboxEntry) => OutboxEntry): Promise<void> {
    const entry = await this.#find(id)
    if (entry === undefined) return
    await this.#deps.store.put(how(entry))
    await this.#changed()
  }

  async #purge(): Promise<void> {
    const before = this.#deps.clock.now() - keptMs
    for (const entry of await this.#deps.store.all(this.#deps.person)) {
      if (entry.state === 'sent' && entry.at < before) await this.#deps.store.delete(entry.id)
    }
  }

  async #changed(): Promise<void> {
    await this.#read()
    this.#deps.told()
  }

  async #read(): Promise<void> {
    const entries = await this.#deps.store.all(this.#deps.person)
    const open = groupBy(entries.filter((entry) => entry.state !== 'sent').toSorted(inOrder), (entry) => entry.lane)
    for (const [lane, now] of open) {
      const before = this.#lanes.get(lane)
      if (before !== undefined && isSame(before, now)) open.set(lane, before as OutboxEntry[])
    }
    this.#lanes = open
    for (const listener of this.#listeners) listener()
  }
}

const none: readonly OutboxEntry[] = []

function isSame(before: readonly OutboxEntry[], now: readonly OutboxEntry[]): boolean {
  return (
    before.length === now.length &&
    before.every(
      (entry, at) => entry.id === now[at]?.id && entry.state === now[at].state && entry.code === now[at].code,
    )
  )
}
