/** The doors to persons: an object that the actor may act upon, or a refusal. */
import type { Relation } from '#contract/kernel/policy.ts'
import type { ActionId } from '#contract/permissions.gen.ts'
import { actingPerson, type Ctx } from '#server/kernel/dispatch/ctx.ts'
import { childrenOf } from './kinship.ts'
import { findPortrait } from './store.ts'
import type { Portrait } from './tables.ts'

/** A person of the actor's school, for this action. */
export async function enterPerson(ctx: Ctx<never>, personId: string, action: ActionId): Promise<Portrait> {
  const found = await findPortrait(ctx.tx, personId)
  if (!found) return ctx.refuse('not_found')
  ctx.demand(action, await relationTo(ctx, found), maySee(ctx, found))
  return found
}

/** How the acting person stands to another of the school: class teacher of the pupil, parent of the child, oneself. */
async function relationTo(ctx: Ctx<never>, who: Portrait): Promise<Relation> {
  const me = actingPerson(ctx)
  const [mine] = await ctx.tx.many<{ curator_class_ids: string[] }>`
    select curator_class_ids from people.person where id = ${me.id}`
  const kin = await childrenOf(ctx.tx, [me.id])
  return {
    school: who.school_id === me.schoolId,
    owner: who.id === me.id,
    curator: who.class_id !== null && (mine?.curator_class_ids.includes(who.class_id) ?? false),
    child: kin.some((one) => one.childId === who.id),
  }
}

/** Staff know who else is at school; to others a person they have no right on does not exist. */
function maySee(ctx: Ctx<never>, who: Portrait): boolean {
  return ctx.may('staffroom.read', { school: who.school_id === actingPerson(ctx).schoolId }) === 'yes'
}

/** Who answers requests of staff and makes classes may hear all that happens at the school's desk. */
export function mayHearDesk(may: Ctx['may'], isOwnSchool: boolean): boolean {
  return (['join.review.staff', 'class.create'] as const).every(
    (action) => may(action, { school: isOwnSchool }) === 'yes',
  )
}
