import { claimOperator } from '#contract/accounts.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { guardedSessionSeconds } from './account-store.ts'
import { demandNoPause, refuseGuess } from './guess-limits.ts'
import { findOperator, spendOperatorLink } from './operator-links.ts'
import { signInAs } from './sign-in.ts'

/** The first link makes the operator; a later one enters, and the second factor is asked as ever. */
export const claimOperatorHandler = handle(claimOperator, async (ctx, { token }) => {
  await demandNoPause(ctx)
  if (!(await spendOperatorLink(ctx.tx, token))) return refuseGuess(ctx)
  const accountId = (await findOperator(ctx.tx)) ?? (await makeOperator(ctx))
  await signInAs(ctx, accountId, { factorPassed: false })
  ctx.ledger({ subject: `account:${accountId}` })
  return {}
})

async function makeOperator(ctx: Ctx<never>): Promise<string> {
  const id = ctx.newId()
  await ctx.tx.run`insert into accounts.account (id, is_operator, label, idle_seconds, created_at)
    values (${id}, true, 'Оператор', ${guardedSessionSeconds}, ${new Date(ctx.now)})`
  return id
}
