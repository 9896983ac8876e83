/** Waits until the installation has gone over to the real database or to the example: meanwhile nobody may answer. */
import type { OutputOf } from '#contract/kernel/define.ts'
import type { state } from '#contract/setup.ts'
import { ApiError } from '#web/kernel/api/api-error.ts'

type State = Pick<OutputOf<typeof state>, 'mode' | 'switching'>

export interface Waiting {
  /** Rejects where the server does not answer just now. */
  readonly ask: () => Promise<State>
  /** Resolves when it is time to ask again. */
  readonly pause: () => Promise<void>
}

/** Long enough for a slow machine: two minutes at half a second each. */
const mostTries = 240

export async function waitForMode(isThere: (mode: State['mode']) => boolean, { ask, pause }: Waiting): Promise<void> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const known = await ask().catch((error: unknown) => {
      if (error instanceof ApiError && error.isPassing) return null
      throw error
    })
    if (known?.switching === 'failed') throw new ApiError('internal')
    if (known?.switching === 'no' && isThere(known.mode)) return
    await pause()
  }
  throw new ApiError('unavailable')
}
