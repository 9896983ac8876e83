/** To the example and back: begins it, waits for the other database to be served, finds out anew who sits here. */
import { createExample, discardExample, state } from '#contract/setup.ts'
import { api } from '#web/kernel/api/api.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { reloadMe } from '#web/kernel/me.ts'
import { toasts } from '#web/ui/toasts.ts'
import { waitForMode } from './wait-for-mode.ts'

export function makeExample(token: string | null): Promise<void> {
  return follow(
    () => api(createExample, { token }),
    (mode) => mode === 'example',
  )
}

/** For a page that was opened while somebody makes the example. */
export function followMaking(): Promise<void> {
  return follow(
    () => Promise.resolve(),
    (mode) => mode === 'example',
  )
}

export function throwExampleAway(): Promise<void> {
  return follow(
    () => api(discardExample, {}),
    (mode) => mode !== 'example',
  )
}

const halfSecond = () => new Promise<void>((resolve) => setTimeout(resolve, 500))

/** What fails is said in a toast, because the form that asked is drawn anew meanwhile. */
async function follow(begin: () => Promise<unknown>, isThere: Parameters<typeof waitForMode>[0]): Promise<void> {
  try {
    await begin()
    await waitForMode(isThere, { ask: () => api(state, {}, { person: null }), pause: halfSecond })
    await reloadMe()
  } catch (error) {
    toasts.show(textOfError(error), { tone: 'error' })
    throw error
  }
}
