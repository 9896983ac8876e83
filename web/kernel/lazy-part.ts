import { type ComponentType, lazy, type LazyExoticComponent } from 'react'
import { backoff } from './backoff.ts'
import { realClock } from './clock.ts'

/** A part loaded when it is first drawn; where it does not come it is asked for again, and what stands around it goes on. */
export function lazyPart<P extends object>(
  load: () => Promise<ComponentType<P>>,
): LazyExoticComponent<ComponentType<P>> {
  return lazy(async () => ({ default: await untilLoaded(load) }))
}

async function untilLoaded<T>(load: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await load()
    } catch {
      // Without a server nothing comes: the next try is after a pause.
      await new Promise<void>((resolve) => void realClock.after(backoff(attempt, Math.random), resolve))
    }
  }
}
