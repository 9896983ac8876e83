/** The door of setup: the first screen and the example school. */
import { feature } from '#server/kernel/dispatch/feature.ts'

export const setup = feature('setup', { handlers: [] })
