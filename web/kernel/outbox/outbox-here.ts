/** The outbox of this page: IndexedDB, one turn among tabs by Web Locks, news between tabs by BroadcastChannel. */
import type { Call } from '#contract/kernel/define.ts'
import { realClock } from '../clock.ts'
import { Value } from '../value.ts'
import { openOutboxStore } from './idb-outbox-store.ts'
import { MemoryOutboxStore, type OutboxEntry } from './outbox-entry.ts'
import { Outbox } from './outbox.ts'

/** Of the acting person; null before the first one acts. */
export const outbox = new Value<Outbox | null>(null)
/** False where the browser keeps nothing: what waits is lost with the page. */
export const outboxSurvives = new Value(true)

type Send = (call: Pick<Call, 'name' | 'caller'>, input: never) => Promise<unknown>
const arrivals = new Set<(entry: OutboxEntry, answer: unknown) => void>()

/** Features take the server's answers into the cache. */
export function onArrival(listener: (entry: OutboxEntry, answer: unknown) => void): () => void {
  arrivals.add(listener)
  return () => arrivals.delete(listener)
}

export function startOutbox(person: string, api: Send): () => void {
  const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(`outbox ${person}`) : null
  let mine: Outbox | undefined
  let isStopped = false
  const begin = async (): Promise<void> => {
    const store = await openOutboxStore().catch(() => {
      outboxSurvives.set(false)
      return new MemoryOutboxStore()
    })
    if (isStopped) return
    mine = new Outbox({
      store,
      person,
      clock: realClock,
      random: Math.random,
      send: (name, input) => api({ name, caller: 'person' }, input as never),
      turn: (run) => takeTurn(`outbox ${person}`, run),
      told: () => channel?.postMessage('changed'),
      arrived: (entry, answer) => {
        for (const listener of arrivals) listener(entry, answer)
      },
    })
    outbox.set(mine)
    await mine.start()
  }
  channel?.addEventListener('message', () => void mine?.reread())
  void begin()
  return () => {
    isStopped = true
    mine?.stop()
    channel?.close()
    outbox.set(null)
  }
}

async function takeTurn(name: string, run: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return run()
  await navigator.locks.request(name, run)
}
