import { beginTotp } from '#contract/accounts.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { demandMayAddFactor } from './factors.ts'
import { newTotpSeed, totpUri } from './totp.ts'

/** The seed in use stays valid until the new one is confirmed. */
export const beginTotpHandler = handle(beginTotp, async (ctx) => {
  const accountId = await demandMayAddFactor(ctx)
  const secret = newTotpSeed()
  const { label } = await ctx.tx.one<{ label: string }>`select label from accounts.account where id = ${accountId}`
  await ctx.tx
    .run`insert into accounts.totp (account_id, pending) values (${accountId}, ${ctx.secrets.seal('totp', secret)})
    on conflict (account_id) do update set pending = excluded.pending`
  return { secret, uri: totpUri(secret, label || 'вход') }
})
