import { me } from '#contract/accounts.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { factorsOf } from './factors.ts'

export const meHandler = handle(me, async (ctx) => {
  const { accountId, isOperator, factorPassed } = ctx.actor
  if (!accountId) {
    const factor = { methods: [], passed: false, recoveryCodesLeft: 0 }
    return { accountId: null, isOperator: false, accounts: [], factor }
  }
  const rows = await ctx.tx.many<{ account_id: string; label: string; current: boolean }>`
    select sa.account_id, a.label, sa.current from accounts.session_account sa join accounts.account a on a.id = sa.account_id
    where sa.session_hash = ${ctx.session.hash} order by sa.added_at, sa.account_id`
  const accounts = rows.map((row) => ({ accountId: row.account_id, label: row.label, current: row.current }))
  const { methods, recoveryCodesLeft } = await factorsOf(ctx.tx, accountId)
  return { accountId, isOperator, accounts, factor: { methods, passed: factorPassed, recoveryCodesLeft } }
})
