/** From an invitation to a join request: what is asked, whether it is new, and the row. */
import type { redeem } from '#contract/invites.ts'
import type { InputOf } from '#contract/kernel/define.ts'
import type { FullName } from '#contract/kernel/scalars.ts'
import { noteRequests } from '#server/features/classes/index.ts'
import { childrenOf, personOfAccount, viewFamilies } from '#server/features/people/index.ts'
import type { Role } from '#contract/people.ts'
import { isSame } from './match.ts'
import type { RedeemCtx } from './redeem.ts'
import { showRequest } from './requests-view.ts'
import { findRequestsOf } from './store.ts'
import type { Kin, LinkKind, LinkRow } from './tables.ts'

export interface Wish {
  readonly kind: LinkKind
  readonly classId: string | null
  readonly linkId: string | null
  readonly codeId: string | null
  readonly names: FullName
  readonly position: string | null
  readonly child: { readonly surname: string; readonly name: string; readonly kin: Kin } | null
}

/** Somebody known at this school keeps his name; a newcomer says it, a parent also the child. */
export async function wishByLink(ctx: RedeemCtx, link: LinkRow, input: InputOf<typeof redeem>): Promise<Wish> {
  const { accountId } = ctx.actor
  const known = accountId === null || link.kind === 'pupil' ? undefined : await personOfAccount(ctx.tx, accountId)
  const names = known && isGrownUp(known.roles) ? known : input.names
  if (!names) return ctx.refuse('names_missing')
  if (link.kind === 'parent' && !input.child) return ctx.refuse('child_missing')
  return {
    kind: link.kind,
    classId: link.class_id,
    linkId: link.id,
    codeId: null,
    names: { surname: names.surname, name: names.name, patronymic: names.patronymic },
    position: link.class_id === null ? input.position : null,
    child: link.kind === 'parent' ? input.child : null,
  }
}

const given: Readonly<Record<LinkKind, readonly Role[]>> = {
  administration: ['director', 'deputy'],
  teacher: ['teacher'],
  staff: ['staff'],
  pupil: ['pupil'],
  parent: [],
}

function isGrownUp(roles: readonly Role[]): boolean {
  return !holdsOneOf(roles, given.pupil)
}

/** The same wish twice: it waits already, or it was fulfilled. */
export async function demandNew(ctx: RedeemCtx, accountId: string, wish: Wish): Promise<void> {
  const waiting = (await findRequestsOf(ctx.tx, accountId)).filter((one) => one.state === 'waiting')
  const isWaiting = waiting.some((one) => {
    if (one.kind !== wish.kind || one.class_id !== wish.classId) return false
    const { child_surname: surname, child_name: name } = one
    return wish.child === null || (surname !== null && name !== null && isSame({ surname, name }, wish.child))
  })
  if (isWaiting) ctx.refuse('already_asked')
  const who = await personOfAccount(ctx.tx, accountId)
  if (!who) return
  if (holdsOneOf(who.roles, given[wish.kind])) ctx.refuse('already_in')
  if (wish.child && (await isParentOf(ctx, who.id, wish))) ctx.refuse('already_in')
}

function holdsOneOf(roles: readonly Role[], wanted: readonly Role[]): boolean {
  const held = new Set(roles)
  return wanted.some((role) => held.has(role))
}

async function isParentOf(ctx: RedeemCtx, personId: string, { child }: Wish): Promise<boolean> {
  const kin = await childrenOf(ctx.tx, [personId])
  const children = await viewFamilies(
    ctx.tx,
    kin.map((one) => one.childId),
  )
  return child !== null && children.some((one) => isSame(one, child))
}

/** The request, seen at once by those who answer it. */
export async function ask(ctx: RedeemCtx, accountId: string, wish: Wish): Promise<string> {
  const id = ctx.newId()
  const { names, child } = wish
  await ctx.tx.run`
    insert into invites.request (id, school_id, link_id, code_id, kind, class_id, account_id, surname, name, patronymic,
      position, child_surname, child_name, kin, created_at)
    values (${id}, kernel.school(), ${wish.linkId}, ${wish.codeId}, ${wish.kind}, ${wish.classId}, ${accountId},
      ${names.surname}, ${names.name}, ${names.patronymic}, ${wish.position},
      ${child?.surname ?? null}, ${child?.name ?? null}, ${child?.kin ?? null}, ${new Date(ctx.now)})`
  if (wish.classId !== null) await noteRequests(ctx, wish.classId, 1)
  await showRequest(ctx, id)
  return id
}
