import { rejectApplication, returnApplication } from '#contract/schools.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterReview } from './access.ts'
import { answerApplication } from './store.ts'

interface Answered {
  readonly applicationId: string
  readonly reason: string
}

/** The applicant may correct what was returned. */
export const returnApplicationHandler = handle(returnApplication, (ctx, input) => answer(ctx, input, 'returned'))

/** Final: for this school a new application is needed. */
export const rejectApplicationHandler = handle(rejectApplication, (ctx, input) => answer(ctx, input, 'rejected'))

async function answer(
  ctx: Ctx<'already_answered'>,
  { applicationId, reason }: Answered,
  state: 'returned' | 'rejected',
) {
  const row = await enterReview(ctx, applicationId)
  await answerApplication(ctx.tx, { id: row.id, state, reason, now: ctx.now })
  ctx.later('schools.tellAnswer', { applicationId: row.id, state })
  ctx.ledger({ subject: `application:${row.id}`, detail: { state, reason } })
  return {}
}
