/** The doors to classes: a class that the actor may act upon, or a refusal. */
import type { Relation } from '#contract/kernel/policy.ts'
import type { ActionId } from '#contract/permissions.gen.ts'
import { childrenOf } from '#server/features/people/index.ts'
import { actingPerson, type Ctx } from '#server/kernel/dispatch/ctx.ts'
import type { Tx } from '#server/kernel/db/tx.ts'
import { findClass, findCurated, findEnrolmentsOf, lockClass } from './store.ts'
import type { ClassRow } from './tables.ts'

/** A class of the school, for this action. Who may not even read its card does not learn that it exists. */
export async function enterClass(ctx: Ctx<never>, classId: string, action: ActionId): Promise<ClassRow> {
  const found = await findClass(ctx.tx, classId)
  if (!found) return ctx.refuse('not_found')
  const relation = await relationToClass(ctx.tx, actingPerson(ctx).id, classId)
  ctx.demand(action, relation, ctx.may('class.card', relation) === 'yes')
  return found
}

/** The same for a change: the class stays locked until the commit. */
export async function enterClassToChange(ctx: Ctx<never>, classId: string, action: ActionId): Promise<ClassRow> {
  await enterClass(ctx, classId, action)
  return lockClass(ctx.tx, classId)
}

/** How a person stands to a class of the own school (row-level security shows no other). */
export async function relationToClass(tx: Tx, personId: string, classId: string): Promise<Relation> {
  const curated = await findCurated(tx, personId)
  const own = await findEnrolmentsOf(tx, [personId])
  const kin = await childrenOf(tx, [personId])
  const children = await findEnrolmentsOf(
    tx,
    kin.map((one) => one.childId),
  )
  return {
    school: true,
    curator: curated.some((one) => one.id === classId),
    ownClass: own.some((one) => one.class_id === classId),
    child: children.some((one) => one.class_id === classId),
  }
}

/** On `class:ID` stand codes, requests and who has not entered yet: for those who let pupils in. */
export function mayHearClass(may: Ctx['may'], relation: Relation): boolean {
  return (['invite.code', 'join.review', 'class.roster'] as const).every((action) => may(action, relation) === 'yes')
}
