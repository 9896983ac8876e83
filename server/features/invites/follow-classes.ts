/** What happens to invitations when classes and their lists change. */
import { classesOfPupils } from '#server/features/classes/index.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { killCodesOf, showCode } from './codes.ts'
import { showLink } from './links.ts'
import { showAll, showWaiting } from './requests-view.ts'
import { annulLink } from './revoke.ts'
import { findLinks } from './store.ts'

/** An archived class lets nobody in. */
export async function closeInvitations(ctx: Ctx<never>, classId: string): Promise<void> {
  for (const link of await findLinks(ctx.tx, classId)) await annulLink(ctx, link.id)
  const killed = await ctx.tx.many<{ id: string }>`update invites.code set revoked_at = ${new Date(ctx.now)}
    where class_id = ${classId} and used_at is null and revoked_at is null returning id`
  for (const { id } of killed) await showCode(ctx, id)
}

export async function showNewName(ctx: Ctx<never>, classId: string): Promise<void> {
  for (const link of await findLinks(ctx.tx, classId)) await showLink(ctx, link.id)
  await showAll(ctx, classId)
}

/** Who entered needs no code any more, and is nobody's match any more. */
export async function followEntry(ctx: Ctx<never>, personId: string): Promise<void> {
  await killCodesOf(ctx, personId)
  const classId = (await classesOfPupils(ctx.tx, [personId])).get(personId)
  if (classId) await showWaiting(ctx, classId)
}
