import { Value } from '#web/kernel/value.ts'

/** Requests that wait in the in-box, as far as this tab has read them. */
export const waitingCount = new Value(0)
