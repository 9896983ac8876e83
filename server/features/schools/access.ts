/** Doors to applications: by private link for the applicant, by right for operator, administrators and director. */
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { tokenHash } from '#server/kernel/secrets/codes.ts'
import { findApplication, lockApplication } from './store.ts'
import type { ApplicationRow } from './tables.ts'

/** Opens the one application that the private link belongs to; a wrong link finds nothing. */
export async function enterByLink(ctx: Ctx<never>, token: string): Promise<ApplicationRow> {
  const { id } = await ctx.tx.one<{ id: string | null }>`select schools.find_application(${tokenHash(token)}) as id`
  if (id) await openContext(ctx, id)
  const row = id ? await findApplication(ctx.tx, id) : undefined
  return row ?? ctx.refuse('not_found')
}

/** Row-level security shows this transaction the one application. */
export async function openContext(ctx: Pick<Ctx, 'tx'>, applicationId: string): Promise<void> {
  await ctx.tx.run`select set_config('app.application', ${applicationId}, true)`
}

/** For whoever may read it: the operator, or administrator and director of the school it became. */
export async function enterApplication(ctx: Ctx<never>, id: string): Promise<ApplicationRow> {
  const row = await findApplication(ctx.tx, id)
  const schoolId = ctx.actor.person?.schoolId
  ctx.demand('org.application.read', { owner: row !== undefined && row.school_id === schoolId }, false)
  return row ?? ctx.refuse('not_found')
}

/** For the operator who answers it: locked, and still open. */
export async function enterReview(ctx: Ctx<'already_answered'>, id: string): Promise<ApplicationRow> {
  ctx.demand('org.review', {}, true)
  const row = (await lockApplication(ctx.tx, id)) ?? ctx.refuse('not_found')
  if (row.state !== 'received' && row.state !== 'corrected') ctx.refuse('already_answered')
  return row
}
