import { look } from '#contract/invites.ts'
import type { OutputOf } from '#contract/kernel/define.ts'
import { isLoginCode } from '#server/features/accounts/index.ts'
import { curatorsOf, viewClassNames } from '#server/features/classes/index.ts'
import { viewNames } from '#server/features/people/index.ts'
import { viewSchool } from '#server/features/schools/index.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { demandFewFailures, findInvitation, refuseDead } from './open-invitation.ts'
import { personalCodeLength } from './secrets.ts'

export const lookHandler = handle(look, async (ctx, { secret }) => {
  ctx.demand('invite.redeem', {}, true)
  await demandFewFailures(ctx)
  const { link, code } = await findInvitation(ctx, secret)
  const mayBeLoginCode = secret.length === personalCodeLength && (await isLoginCode(ctx, secret))
  const smsPossible = ctx.config.sms !== null
  if (mayBeLoginCode) return { kind: 'login-code' as const, ...nowhere, name: null, smsPossible }
  const opened = link ?? code
  if (!opened) return refuseDead(ctx)
  return {
    kind: link?.kind ?? ('code' as const),
    ...(await viewPlace(ctx, opened.school_id, opened.class_id)),
    name: code ? { surname: code.surname, name: code.name, patronymic: code.patronymic } : null,
    smsPossible,
  }
})

type Place = Pick<OutputOf<typeof look>, 'schoolName' | 'className' | 'curator'>

const nowhere: Place = { schoolName: '', className: null, curator: null }

async function viewPlace(ctx: Ctx<never>, schoolId: string, classId: string | null): Promise<Place> {
  const { shortName } = await viewSchool(ctx.tx, schoolId)
  if (classId === null) return { schoolName: shortName, className: null, curator: null }
  const classNames = await viewClassNames(ctx.tx, [classId])
  const [curatorId] = await curatorsOf(ctx.tx, classId)
  const curator = curatorId ? (await viewNames(ctx.tx, [curatorId])).get(curatorId) : undefined
  return { schoolName: shortName, className: classNames.get(classId) ?? null, curator: curator ?? null }
}
