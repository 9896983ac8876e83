/** With which account somebody enters by an invitation. */
import { standingsOf } from '#contract/people.ts'
import type { FullName } from '#contract/kernel/scalars.ts'
import { createAccount, signInAs } from '#server/features/accounts/index.ts'
import { personOfAccount, schoolsOfAccount } from '#server/features/people/index.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { findRequestsOf, schoolsAsked } from './store.ts'

/** A child's account is never a grown-up's: whoever shares a device gets an account of his own on it. */
export type Side = 'pupil' | 'adult'

/**
 * The session's account, or a new one on this device where there is none, or where it stands for somebody of the other
 * side, here or at another school. `alone`: the invitation is bound to a person, so an account that is somebody already
 * does not fit either.
 */
export async function accountToEnterWith(
  ctx: Ctx<never>,
  want: { readonly side: Side; readonly alone: boolean; readonly schoolId: string },
  names: FullName,
): Promise<string> {
  const current = ctx.actor.accountId
  if (current !== null) {
    const sides = await sidesOf(ctx, current)
    await ctx.enterSchool(want.schoolId)
    if (want.alone ? sides.size === 0 : [...sides].every((side) => side === want.side)) return current
  }
  const accountId = await createAccount(ctx, { phone: null, label: `${names.name} ${names.surname}` })
  await signInAs(ctx, accountId, { factorPassed: false })
  return accountId
}

/** What an account is, or asked to be, in any school. Goes from school to school; the caller goes back. */
async function sidesOf(ctx: Ctx<never>, accountId: string): Promise<ReadonlySet<Side>> {
  const asked = await schoolsAsked(ctx.tx, accountId)
  const schoolIds = new Set([...(await schoolsOfAccount(ctx.tx, accountId)), ...asked])
  const sides = new Set<Side>()
  for (const schoolId of schoolIds) {
    await ctx.enterSchool(schoolId)
    const who = await personOfAccount(ctx.tx, accountId)
    const open = (await findRequestsOf(ctx.tx, accountId)).filter((one) => one.state !== 'declined')
    const kinds = [...standingsOf(who?.roles ?? []), ...open.map((one) => one.kind)]
    for (const kind of kinds) sides.add(kind === 'pupil' ? 'pupil' : 'adult')
  }
  return sides
}
