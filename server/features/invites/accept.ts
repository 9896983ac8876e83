import { accept } from '#contract/invites.ts'
import type { ErrorOf } from '#contract/kernel/define.ts'
import { type Role, standingsOf } from '#contract/people.ts'
import { enrol, lockClass } from '#server/features/classes/index.ts'
import { addRole, bindAccount, confirmKinship, createPerson, personOfAccount } from '#server/features/people/index.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { answer, enterRequestToAnswer } from './answer.ts'
import { matchOf, viewList } from './requests-view.ts'
import type { RequestRow } from './tables.ts'

type AcceptCtx = Ctx<ErrorOf<typeof accept>>

/** Only here does an invitation become a role. */
export const acceptHandler = handle(accept, async (ctx, { requestId, matchId }) => {
  const request = await enterRequestToAnswer(ctx, requestId)
  const personId = await admit(ctx, request, matchId)
  await answer(ctx, request, { state: 'accepted', reason: null, personId })
  return { personId }
})

async function admit(ctx: AcceptCtx, request: RequestRow, matchId: string | null): Promise<string> {
  const { kind, class_id } = request
  if (class_id === null) return admitGrownUp(ctx, request, roleOf(request))
  const where = await lockClass(ctx.tx, class_id)
  if (where.archived_at !== null) return ctx.refuse('class_archived')
  return kind === 'pupil' ? admitPupil(ctx, request, { where, matchId }) : admitParent(ctx, request, matchId)
}

/** The person that the account is already gets the further role; a child's account never does. */
async function admitGrownUp(ctx: AcceptCtx, request: RequestRow, role: Role): Promise<string> {
  const { account_id: accountId, position, surname, name, patronymic } = request
  const known = await personOfAccount(ctx.tx, accountId)
  if (!known) {
    return createPerson(ctx, { names: { surname, name, patronymic }, accountId, roles: [role], position })
  }
  if (isPupil(known)) return ctx.refuse('account_taken')
  await addRole(ctx, known.id, { role, position })
  return known.id
}

function isPupil({ roles }: { readonly roles: readonly Role[] }): boolean {
  return standingsOf(roles).some((standing) => standing === 'pupil')
}

/** Who calls himself director is one after acceptance; everybody else of the administration is a deputy. */
function roleOf({ kind, position }: RequestRow): Role {
  if (kind === 'administration') return /^(и\.?\s?о\.?\s)?директор/i.test(position ?? '') ? 'director' : 'deputy'
  return kind === 'teacher' ? 'teacher' : 'staff'
}

interface Place {
  readonly where: Awaited<ReturnType<typeof lockClass>>
  readonly matchId: string | null
}

/** The pupil of the list whom the reviewer named enters with the asker's account; without one, the list grows. */
async function admitPupil(ctx: AcceptCtx, request: RequestRow, { where, matchId }: Place): Promise<string> {
  const { account_id: accountId, surname, name, patronymic } = request
  const known = await personOfAccount(ctx.tx, accountId)
  if (known) return ctx.refuse(isPupil(known) ? 'already_enrolled' : 'account_taken')
  if (matchId !== null) {
    const list = await viewList(ctx.tx, where.id)
    if (!list.some((one) => one.id === matchId)) return ctx.refuse('child_unknown')
    if (!(await bindAccount(ctx, matchId, accountId))) return ctx.refuse('match_taken')
    return matchId
  }
  const names = { surname, name, patronymic }
  const personId = await createPerson(ctx, { names, accountId, roles: ['pupil'], position: null })
  if (!(await enrol(ctx, where, personId))) return ctx.refuse('already_enrolled')
  return personId
}

/** Accepting confirms the kinship (K): the child must stand on the class's list. */
async function admitParent(ctx: AcceptCtx, request: RequestRow, matchId: string | null): Promise<string> {
  const list = await viewList(ctx.tx, request.class_id!)
  const match = matchOf(request, list)
  const childId = matchId ?? (match?.exact ? match.listed.id : null)
  if (childId === null || !list.some((one) => one.id === childId)) return ctx.refuse('child_unknown')
  const parentId = await admitGrownUp(ctx, request, 'parent')
  await confirmKinship(ctx, { parentId, childId, kin: request.kin ?? 'other' })
  return parentId
}
