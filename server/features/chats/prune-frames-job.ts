import { regularJob } from '#server/kernel/dispatch/feature.ts'
import { pruneFrames } from '#server/kernel/live/frames-table.ts'

/** Every ten minutes, so that there is never much to do: nearly all frames are messages of chats. */
export const pruneFramesJob = regularJob('chats.pruneFrames', '*/10 * * * *', async (ctx) => {
  const gone = await pruneFrames(ctx.db)
  if (gone > 0) ctx.log.info({ gone }, 'frames pruned')
})
