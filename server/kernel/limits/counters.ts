/** Counters of limits that hold exactly across processes and restarts: one row each, locked until the commit. */
import type { Tx } from '#server/kernel/db/tx.ts'

export interface Count {
  readonly count: number
  /** When the window is over, ms. */
  readonly resetsAt: number
}

/** Adds one; starts anew when the window is over. What is refused afterwards is not counted, unless it is kept. */
export async function countUp(tx: Tx, key: string, window: { now: number; seconds: number }): Promise<Count> {
  const now = new Date(window.now)
  const end = new Date(window.now + window.seconds * 1000)
  const row = await tx.one<{ count: number; resets_at: number }>`
    insert into kernel.counter as c (key, count, resets_at) values (${key}, 1, ${end})
    on conflict (key) do update set
      count = case when c.resets_at <= ${now} then 1 else c.count + 1 end,
      resets_at = case when c.resets_at <= ${now} then excluded.resets_at else c.resets_at end
    returning count, resets_at`
  return { count: row.count, resetsAt: row.resets_at }
}

/** Where it stands; 0 when its window is over. */
export async function readCount(tx: Tx, key: string, now: number): Promise<Count> {
  const row = await tx.maybe<{ count: number; resets_at: number }>`
    select count, resets_at from kernel.counter where key = ${key} and resets_at > ${new Date(now)}`
  return row ? { count: row.count, resetsAt: row.resets_at } : { count: 0, resetsAt: now }
}

export async function clearCount(tx: Tx, key: string): Promise<void> {
  await tx.run`delete from kernel.counter where key = ${key}`
}

/** Removes counters whose window is over since `before` (ms). */
export async function forgetCounters(tx: Tx, before: number): Promise<void> {
  await tx.run`delete from kernel.counter where resets_at < ${new Date(before)}`
}

/** Whole seconds until another try makes sense, at least 1. */
export function secondsUntil(resetsAt: number, now: number): number {
  return Math.max(1, Math.ceil((resetsAt - now) / 1000))
}
