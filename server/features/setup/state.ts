import { state } from '#contract/setup.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { installationMode, mayTryFromHere } from './access.ts'

export const stateHandler = handle(state, async (ctx) => {
  const mode = await installationMode(ctx)
  return {
    mode,
    mayTry: mode === 'empty' && mayTryFromHere(ctx),
    switching: ctx.house.switching?.() ?? 'no',
    sms: ctx.config.sms !== null,
    supportEmail: ctx.config.supportEmail,
  }
})
