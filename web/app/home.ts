import type { WebFeature } from '#web/kernel/feature.ts'
import type { Me } from '#web/kernel/me.ts'

/** Where somebody starts: what the first feature with an opinion says. */
export function homeOf(features: readonly WebFeature[], who: Me): string {
  for (const feature of features) {
    const home = feature.home?.(who)
    if (home !== undefined) return home
  }
  return '/nowhere'
}
