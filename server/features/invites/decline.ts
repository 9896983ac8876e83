import { decline } from '#contract/invites.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { answer, enterRequestToAnswer } from './answer.ts'

export const declineHandler = handle(decline, async (ctx, { requestId, reason }) => {
  const request = await enterRequestToAnswer(ctx, requestId)
  await answer(ctx, request, { state: 'declined', reason, personId: null })
  return {}
})
