import { state } from '#contract/setup.ts'
import { api } from '#web/kernel/api/api.ts'
import { reloadMe } from '#web/kernel/me.ts'
import { waitForMode } from './wait-for-mode.ts'

const halfSecond = () => new Promise<void>((resolve) => setTimeout(resolve, 500))

/** Waits for the other database to be served, and finds out anew who sits here. */
export async function followSwitch(isThere: Parameters<typeof waitForMode>[0]): Promise<void> {
  await waitForMode(isThere, { ask: () => api(state, {}, { person: null }), pause: halfSecond })
  await reloadMe()
}
