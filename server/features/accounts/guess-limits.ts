/**
 * Guessing is dear: failures are counted for the whole installation. From 300 an hour on, each failure is followed by a
 * pause for everybody, so that a mass attack learns one code in ten seconds while people still get in.
 */
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { countUp, readCount, secondsUntil } from '#server/kernel/limits/counters.ts'

export const failuresAnHour = 300
const pauseSeconds = 10
const failures = 'accounts failures'
const pause = 'accounts pause'

type GuessCtx = Pick<Ctx<'wrong_code'>, 'tx' | 'now' | 'refuse' | 'later'>

/** Before a code is looked at. */
export async function demandNoPause(ctx: GuessCtx): Promise<void> {
  const running = await readCount(ctx.tx, pause, ctx.now)
  if (running.count > 0) ctx.refuse('too_many', { retryAfter: secondsUntil(running.resetsAt, ctx.now) })
}

/** Refuses a wrong code; what was counted stays. */
export async function refuseGuess(ctx: GuessCtx): Promise<never> {
  const { count } = await countUp(ctx.tx, failures, { now: ctx.now, seconds: 3600 })
  if (count >= failuresAnHour) await countUp(ctx.tx, pause, { now: ctx.now, seconds: pauseSeconds })
  if (count === failuresAnHour) ctx.later('accounts.alarm', { failures: count })
  return ctx.refuse('wrong_code', { keep: true })
}
