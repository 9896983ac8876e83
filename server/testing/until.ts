import { setTimeout as pause } from 'node:timers/promises'

/** Milliseconds after which waiting is in vain; a test that must wait longer says so. */
const patience = 60_000

/** Looks at a condition every few milliseconds until it holds; what never holds is an error that shows the condition. */
export async function until(holds: () => boolean | Promise<boolean>, limit = patience): Promise<void> {
  const end = performance.now() + limit
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited ${limit / 1000} s in vain until ${holds.toString()}`)
    await pause(10)
  }
}

/** Fails where the work is not done within so many milliseconds. */
export function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, fail) => setTimeout(() => fail(new Error(`not within ${ms} ms`)), ms).unref())
  return Promise.race([work, late])
}
