/** The door of setup: the first screen and the example school. */
import * as contract from '#contract/setup.ts'
import { feature, handle } from '#server/kernel/dispatch/feature.ts'

export const setup = feature('setup', {
  handlers: [
    handle(contract.state, async (ctx) => ({
      mode: ctx.house.mode() === 'example' ? ('example' as const) : ('empty' as const),
      mayTry: false,
      sms: ctx.config.sms !== null,
      supportEmail: ctx.config.supportEmail,
    })),
    handle(contract.createExample, async (ctx) => ctx.refuse('not_empty')),
    handle(contract.exampleCast, async (ctx) => ctx.refuse('not_found')),
    handle(contract.becomeExamplePerson, async (ctx) => ctx.refuse('not_found')),
    handle(contract.discardExample, async (ctx) => ctx.refuse('not_found')),
  ],
})

export async function fillExample(): Promise<void> {
  throw new Error('The example cannot be filled yet.')
}
