import { setTimeout as pause } from 'node:timers/promises'

/** Looks at a condition every few milliseconds until it holds; waiting in vain is ended by the runner's limit. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(10)
}
