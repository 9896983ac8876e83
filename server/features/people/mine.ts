import { mine } from '#contract/people.ts'
import { displayName } from '#contract/kernel/names.ts'
import { columnsOf, needsFactor } from '#contract/kernel/policy.ts'
import type { OutputOf } from '#contract/kernel/define.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { viewSchool } from '#server/features/schools/index.ts'
import { cardOf } from './card.ts'
import { childrenOf } from './kinship.ts'
import { findPortrait, findPortraits } from './store.ts'

type Mine = OutputOf<typeof mine>['persons'][number]

/** Goes from school to school: each person is read within the row-level security of his own. */
export const mineHandler = handle(mine, async (ctx) => {
  ctx.demand('me.read', { owner: true }, true)
  const found = await ctx.tx.many<{ person_id: string; school_id: string }>`
    select person_id, school_id from people.of_account(${ctx.actor.accountId}::uuid) order by person_id`
  const persons: Mine[] = []
  for (const { person_id, school_id } of found) {
    await ctx.enterSchool(school_id)
    persons.push(await viewMine(ctx, person_id, school_id))
  }
  return { persons }
})

async function viewMine(ctx: Ctx<never>, personId: string, schoolId: string): Promise<Mine> {
  const me = await findPortrait(ctx.tx, personId)
  if (!me) throw new Error(`Person ${personId} of the account is not in school ${schoolId}.`)
  const school = await viewSchool(ctx.tx, schoolId)
  const kin = await childrenOf(ctx.tx, [personId])
  const children = await findPortraits(
    ctx.tx,
    kin.map((one) => one.childId),
  )
  return {
    personId,
    schoolId,
    schoolName: school.shortName,
    timeZone: school.timeZone,
    card: cardOf(me),
    roles: [...me.roles],
    curatorOf: me.curator_class_ids.map((classId, at) => ({ classId, name: me.curator_of[at] ?? '' })),
    classId: me.class_id,
    children: children
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map((child) => ({ personId: child.id, name: displayName(child, false), classId: child.class_id })),
    teacherStatus: me.teacher_status,
    factorObligatory: needsFactor(columnsOf(me.roles, me.curator_class_ids.length > 0, false)),
  }
}
