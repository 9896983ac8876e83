import { becomeExamplePerson } from '#contract/setup.ts'
import { signInAlone } from '#server/features/accounts/index.ts'
import { findPerson } from '#server/features/people/index.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterExample } from './access.ts'

/** The second factor counts as passed: there is nothing here to guard. */
export const becomeExamplePersonHandler = handle(becomeExamplePerson, async (ctx, { personId }) => {
  await enterExample(ctx)
  const accountId = (await findPerson(ctx.tx, personId))?.account_id
  if (!accountId) return ctx.refuse('not_found')
  await signInAlone(ctx, accountId, { factorPassed: true })
  return {}
})
