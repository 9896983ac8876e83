import { local } from '#web/kernel/local.ts'
import { Value } from '#web/kernel/value.ts'

const key = 'members-panel'

/** «Кто здесь и почему» beside the conversation: open on a wide desktop until somebody closes it. */
export const panelShown = new Value(
  local.get(key) === null ? matchMedia('(min-width: 1240px)').matches : local.get(key) === 'true',
)

export function togglePanel(): void {
  panelShown.set(!panelShown.get())
  // A phone shows it over everything: not a habit to remember.
  if (matchMedia('(min-width: 1024px)').matches) local.set(key, String(panelShown.get()))
}

/** On a narrow screen it never opens by itself. */
if (!matchMedia('(min-width: 1024px)').matches) panelShown.set(false)
