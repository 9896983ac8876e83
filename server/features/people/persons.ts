/** Doors through which persons come to be and change. Each change of a card is told, and shown to the desk. */
import { person, type Role, standingOf, standingsOf } from '#contract/people.ts'
import { displayName } from '#contract/kernel/names.ts'
import { columnsOf, needsFactor } from '#contract/kernel/policy.ts'
import { guardedSessionSeconds, labelAccount, setSessionLife } from '#server/features/accounts/index.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { lineOf } from './card.ts'
import { labelOf } from './label.ts'
import { findPortrait, insertPerson, type NewPerson } from './store.ts'
import type { Portrait } from './tables.ts'

/** A new person of the school of the transaction's context; answers the id. */
export async function createPerson(
  ctx: Ctx<never>,
  given: NewPerson & { readonly roles: readonly Role[] },
): Promise<string> {
  const personId = ctx.newId()
  const schoolId = await insertPerson(ctx.tx, personId, given)
  const { roles } = given
  await ctx.tell({ type: 'personJoined', schoolId, personId, roles, standing: standingOf(roles) })
  await fitAccount(ctx, personId)
  await showOnDesk(ctx, personId)
  return personId
}

/** One role more; a position only where there was none. A role held already changes nothing. */
export async function addRole(
  ctx: Ctx<never>,
  personId: string,
  given: { readonly role: Role; readonly position: string | null },
): Promise<void> {
  const before = await lockPerson(ctx, personId)
  const added = await ctx.tx.run`insert into people.role (school_id, person_id, role)
    values (kernel.school(), ${personId}, ${given.role}) on conflict do nothing`
  await ctx.tx.run`update people.person set position = coalesce(position, ${given.position}) where id = ${personId}`
  if (added === 0) return
  const after = await lockPerson(ctx, personId)
  const { school_id: schoolId, roles } = after
  await ctx.tell({ type: 'rolesChanged', schoolId, personId, before: before.roles, roles, standing: standingOf(roles) })
  await tellChanged(ctx, schoolId, [personId])
  await fitAccount(ctx, personId)
  await showOnDesk(ctx, personId)
}

/**
 * The person of the list enters with this account. False where somebody else entered as this person before, or the
 * account stands for another person of the school already.
 */
export async function bindAccount(ctx: Ctx<never>, personId: string, accountId: string): Promise<boolean> {
  const bound = await ctx.tx.maybe<{ school_id: string }>`
    update people.person p set account_id = ${accountId}
    where p.id = ${personId} and p.account_id is null
      and not exists (select 1 from people.person o where o.school_id = p.school_id and o.account_id = ${accountId})
    returning p.school_id`
  if (!bound) return false
  await ctx.tell({ type: 'personEntered', schoolId: bound.school_id, personId })
  await fitAccount(ctx, personId)
  await showOnDesk(ctx, personId)
  return true
}

/** Tells where the seal comes with it or goes. */
export async function setTeacherStatus(
  ctx: Ctx<never>,
  personId: string,
  status: 'confirmed' | 'declined',
): Promise<void> {
  const { school_id } = await ctx.tx.one<{ school_id: string }>`update people.person
    set teacher_status = ${status} where id = ${personId} returning school_id`
  await tellChanged(ctx, school_id, [personId])
  await showOnDesk(ctx, personId)
}

/** What classes know of a class teacher, kept here for label and rights. */
export async function noteCurator(
  ctx: Ctx<never>,
  personId: string,
  classes: readonly { readonly id: string; readonly name: string }[],
): Promise<void> {
  const { school_id } = await ctx.tx.one<{ school_id: string }>`update people.person
    set curator_of = ${classes.map((one) => one.name)}, curator_class_ids = ${classes.map((one) => one.id)}::uuid[]
    where id = ${personId} returning school_id`
  await tellChanged(ctx, school_id, [personId])
  await fitAccount(ctx, personId)
  await showOnDesk(ctx, personId)
}

/** The pupils' class, kept here for label and rights. */
export async function notePupilClass(
  ctx: Ctx<never>,
  personIds: readonly string[],
  now: { readonly id: string; readonly name: string } | null,
): Promise<void> {
  const rows = await ctx.tx.many<{ id: string; school_id: string; account_id: string | null }>`update people.person
    set class_id = ${now?.id ?? null}, class_name = ${now?.name ?? null}
    where id = any(${personIds}::uuid[]) returning id, school_id, account_id`
  const schoolId = rows[0]?.school_id
  if (schoolId)
    await tellChanged(
      ctx,
      schoolId,
      rows.map((row) => row.id),
    )
  for (const { id, account_id } of rows) if (account_id !== null) await fitAccount(ctx, id)
}

/** The line of a member of staff for those who watch the school's desk. */
export async function showOnDesk(ctx: Ctx<never>, personId: string): Promise<void> {
  const who = await findPortrait(ctx.tx, personId)
  if (who && standingsOf(who.roles).some((standing) => standing === 'staff')) {
    ctx.live.put(`desk:${who.school_id}`, person, lineOf(who))
  }
}

async function tellChanged(ctx: Ctx<never>, schoolId: string, personIds: readonly string[]): Promise<void> {
  await ctx.tell({ type: 'personChanged', schoolId, personIds })
}

/** The account says whose it is, «Лев Щербаков, 7Б», and lives shorter while idle where a second factor is a duty. */
export async function fitAccount(ctx: Ctx<never>, personId: string): Promise<void> {
  const who = await findPortrait(ctx.tx, personId)
  if (!who?.account_id) return
  const isStaff = standingOf(who.roles) === 'staff'
  await labelAccount(ctx.tx, who.account_id, `${displayName(who, isStaff)}, ${labelOf(who)}`)
  if (needsFactor(columnsOf(who.roles, false, false)))
    await setSessionLife(ctx.tx, who.account_id, guardedSessionSeconds)
}

async function lockPerson(ctx: Ctx<never>, personId: string): Promise<Portrait> {
  await ctx.tx.one`select id from people.person where id = ${personId} for no key update`
  const found = await findPortrait(ctx.tx, personId)
  if (!found) throw new Error(`There is no person ${personId} in this school.`)
  return found
}
