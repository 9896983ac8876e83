import { regularJob } from '#server/kernel/dispatch/feature.ts'
import { forgetCounters } from '#server/kernel/limits/counters.ts'

const dayMs = 86_400_000

/** Once a day: codes, challenges and sessions that cannot be used any more. */
export const cleanUpJob = regularJob('accounts.cleanUp', '10 1 * * *', async (ctx) => {
  const yesterday = new Date(ctx.now - dayMs)
  const lastMonth = new Date(ctx.now - 31 * dayMs)
  const { now: tx } = ctx.db
  await tx.run`delete from accounts.phone_code where expires_at < ${yesterday}`
  await tx.run`delete from accounts.verified_phone where expires_at < ${yesterday}`
  await tx.run`delete from accounts.challenge where expires_at < ${yesterday}`
  await tx.run`delete from accounts.login_code where expires_at < ${lastMonth}`
  await forgetCounters(tx, ctx.now - dayMs)
  await tx.run`delete from accounts.session_account sa using accounts.session s
    where s.hash = sa.session_hash and (s.ended_at < ${lastMonth} or s.seen_at < ${lastMonth})`
  await tx.run`delete from accounts.session s where (ended_at < ${lastMonth} or seen_at < ${lastMonth})
    and not exists (select 1 from accounts.session_account sa where sa.session_hash = s.hash)`
})
