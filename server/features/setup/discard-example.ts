import { discardExample } from '#contract/setup.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterExample } from './access.ts'

export const discardExampleHandler = handle(discardExample, async (ctx) => {
  await enterExample(ctx)
  ctx.house.switchTo('real')
  return {}
})
