import { codes } from '#contract/invites.ts'
import { enterClass, markClass } from '#server/features/classes/index.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { viewCode } from './codes.ts'
import { findCodes } from './store.ts'

export const codesHandler = handle(codes, async (ctx, { classId }) => {
  await enterClass(ctx, classId, 'invite.code')
  await markClass(ctx, classId)
  const rows = await findCodes(ctx.tx, classId)
  return { codes: rows.map((row) => viewCode(row, ctx.now)) }
})
