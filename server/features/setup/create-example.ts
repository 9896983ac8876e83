import { createExample } from '#contract/setup.ts'
import { isOperatorLink } from '#server/features/accounts/index.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { installationMode, mayTryFromHere } from './access.ts'

/** Answers at once: making the school takes seconds, and nothing slow belongs into a call. The link is not spent. */
export const createExampleHandler = handle(createExample, async (ctx, { token }) => {
  const mode = await installationMode(ctx)
  if (mode === 'example') return ctx.refuse('example_exists')
  if (mode === 'real') return ctx.refuse('not_empty')
  if (!mayTryFromHere(ctx) && !(token !== null && (await isOperatorLink(ctx.tx, token))))
    return ctx.refuse('link_needed')
  ctx.house.switchTo('example')
  return {}
})
