/** The door of setup: the first screen and the example school. */
import { feature } from '#server/kernel/dispatch/feature.ts'
import { becomeExamplePersonHandler } from './become-example-person.ts'
import { createExampleHandler } from './create-example.ts'
import { discardExampleHandler } from './discard-example.ts'
import { exampleCastHandler } from './example-cast.ts'
import { stateHandler } from './state.ts'

export { fillExample } from './fill-example.ts'

export const setup = feature('setup', {
  handlers: [stateHandler, createExampleHandler, exampleCastHandler, becomeExamplePersonHandler, discardExampleHandler],
})
