import { regularJob } from '#server/kernel/dispatch/feature.ts'
import { sweepUploads } from '#server/kernel/files/sweep.ts'

/** Orders are the only files that strangers send: what was never sent along with an application goes after a day. */
export const sweepJob = regularJob('schools.sweepUploads', '40 1 * * *', async (ctx) => {
  await sweepUploads(ctx.db, ctx.config.dataDir, ctx.now)
})
