import { Value } from './value.ts'

/** Ctrl+K, and the search field of the list, open it. */
export const isPaletteOpen = new Value(false)
