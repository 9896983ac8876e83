import { job } from '#server/kernel/dispatch/feature.ts'

/** Many wrong codes within an hour: somebody is guessing. The operator sees it in the log; guessing is slowed already. */
export const alarmJob = job('accounts.alarm', async (ctx, { failures }: { failures: number }) => {
  ctx.log.warn({ failures }, 'many wrong sign-in codes within an hour: attempts are slowed down')
})
