/** The doors to links, codes and requests. What the actor may not list does not exist for him. */
import type { Relation } from '#contract/kernel/policy.ts'
import type { ActionId } from '#contract/permissions.gen.ts'
import { relationToClass } from '#server/features/classes/index.ts'
import { actingPerson, type Ctx } from '#server/kernel/dispatch/ctx.ts'
import { findCode, findLink, findRequest } from './store.ts'
import type { CodeRow, LinkKind, LinkRow, RequestRow } from './tables.ts'

export async function enterLink(
  ctx: Ctx<never>,
  linkId: string,
  action: (kind: LinkKind) => ActionId,
): Promise<LinkRow> {
  const found = await findLink(ctx.tx, linkId)
  if (!found) return ctx.refuse('not_found')
  const relation = await relationToLink(ctx, found)
  ctx.demand(action(found.kind), relation, ctx.may('invite.list', relation) === 'yes')
  return found
}

/** O: made by oneself; C: of a class whose class teacher one is. */
export async function relationToLink(ctx: Ctx<never>, link: LinkRow): Promise<Relation> {
  const me = actingPerson(ctx)
  const toClass = link.class_id === null ? {} : await relationToClass(ctx.tx, me.id, link.class_id)
  return { ...toClass, school: true, owner: link.created_by === me.id }
}

/** Who may hand a link of this kind on may see its address again. */
export function handingOf(kind: LinkKind): ActionId {
  if (kind === 'pupil') return 'invite.pupil.hand'
  return kind === 'parent' ? 'invite.parent' : 'invite.staff'
}

export async function enterCode(ctx: Ctx<never>, codeId: string): Promise<CodeRow> {
  const found = await findCode(ctx.tx, codeId)
  if (!found) return ctx.refuse('not_found')
  const relation = await relationToClass(ctx.tx, actingPerson(ctx).id, found.class_id)
  ctx.demand('invite.code', relation, false)
  return found
}

/** Staff are let in by administrators, pupils and parents also by the class teacher; nobody lets himself in. */
export async function enterRequest(ctx: Ctx<never>, requestId: string): Promise<RequestRow> {
  const found = await findRequest(ctx.tx, requestId)
  if (!found) return ctx.refuse('not_found')
  if (found.class_id === null) ctx.demand('join.review.staff', { school: true }, false)
  else await demandReview(ctx, found, found.class_id)
  if (found.account_id === ctx.actor.accountId) return ctx.refuse('forbidden')
  return found
}

async function demandReview(ctx: Ctx<never>, request: RequestRow, classId: string): Promise<void> {
  const relation = await relationToClass(ctx.tx, actingPerson(ctx).id, classId)
  ctx.demand('join.review', relation, false)
  if (request.kind === 'parent') ctx.demand('kinship.confirm', relation, true)
}
