/** A page as the web client builds it, from its own parts: live connection, cache, outbox. Only screen and network are missing. */
import { isDeepStrictEqual } from 'node:util'
import type { Marks } from '#contract/kernel/live.ts'
import { EntityCache } from '#web/kernel/cache/entity-cache.ts'
import type { Clock } from '#web/kernel/clock.ts'
import { LiveClient } from '#web/kernel/live/live-client.ts'
import type { OpenWire } from '#web/kernel/live/wire.ts'
import { Outbox } from '#web/kernel/outbox/outbox.ts'
import { MemoryOutboxStore } from '#web/kernel/outbox/outbox-entry.ts'

export interface Snapshot {
  readonly marks: Marks
  readonly values: readonly (readonly [topic: string, name: string, value: { readonly id: string }])[]
}

export interface PageParts {
  readonly person: string
  readonly device: Device
  readonly clock: Clock
  readonly open: OpenWire
  /** Reads a topic anew through the connection. */
  readonly read: (live: LiveClient, topic: string) => Promise<Snapshot>
}

/** What the tabs of a browser share. */
export class Device {
  readonly store = new MemoryOutboxStore()
  readonly pages: Page[] = []
  private turn: Promise<void> = Promise.resolve()

  takeTurn(run: () => Promise<void>): Promise<void> {
    const mine = this.turn.then(run)
    this.turn = mine.catch(() => undefined)
    return mine
  }
}

export class Page {
  readonly cache = new EntityCache()
  readonly live: LiveClient
  readonly outbox: Outbox
  readonly person: string
  private epoch: string | null = null

  constructor({ person, device, clock, open, read }: PageParts) {
    this.person = person
    this.live = new LiveClient({
      open,
      cache: this.cache,
      clock,
      random: Math.random,
      person,
      schedule: (run) => void clock.after(0, run),
      refresh: async (topics) => {
        for (const topic of topics) this.take(await read(this.live, topic))
      },
      epoch: { get: () => this.epoch, set: (epoch) => (this.epoch = epoch) },
      onNewEpoch: () => void this.outbox.reoffer(),
      onReady: () => this.outbox.hurry(),
      onSignedOut: () => undefined,
      onTyping: () => undefined,
      onMoved: () => undefined,
      onBegin: () => undefined,
    })
    this.outbox = new Outbox({
      store: device.store,
      person,
      clock,
      random: Math.random,
      send: async (call, input) => (await this.live.call(call, input)).value,
      turn: (run) => device.takeTurn(run),
      told: () => {
        for (const page of device.pages) if (page !== this) void page.outbox.reread()
      },
      arrived: () => undefined,
    })
    device.pages.push(this)
    this.live.start()
    void this.outbox.start()
  }

  close(): void {
    this.live.stop()
    this.outbox.stop()
  }

  private take({ marks, values }: Snapshot): void {
    this.live.take(marks, (asOf) => {
      for (const [topic, name, value] of values)
        this.cache.put(name, value, { topic, asOf: asOf(topic), origin: 'snapshot' })
    })
  }

  /** Whether the page shows exactly this of a topic. */
  shows(topic: string, name: string, expected: readonly { readonly id: string }[]): boolean {
    const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1)
    return isDeepStrictEqual([...this.cache.owned(topic, name)].toSorted(byId), [...expected].toSorted(byId))
  }
}
