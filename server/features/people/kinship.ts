/** Who is whose parent. Only confirmed kinship exists; the two ends of it are persons of one school. */
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import type { Tx } from '#server/kernel/db/tx.ts'
import { displayName, listName } from '#contract/kernel/names.ts'
import { fitAccount } from './persons.ts'
import { byListName } from './store.ts'
import type { Kin } from './tables.ts'

export interface Kinship {
  readonly parentId: string
  readonly childId: string
}

export async function childrenOf(tx: Tx, parentIds: readonly string[]): Promise<Kinship[]> {
  return tx.many<Kinship>`select parent_id as "parentId", child_id as "childId" from people.kinship
    where parent_id = any(${parentIds}::uuid[]) and ended_at is null order by confirmed_at, child_id`
}

export async function parentsOf(tx: Tx, childIds: readonly string[]): Promise<Kinship[]> {
  return tx.many<Kinship>`select parent_id as "parentId", child_id as "childId" from people.kinship
    where child_id = any(${childIds}::uuid[]) and ended_at is null order by confirmed_at, parent_id`
}

/** Confirms it once; a second time changes nothing. The parent's label changes with it. */
export async function confirmKinship(ctx: Ctx<never>, given: Kinship & { readonly kin: Kin }): Promise<void> {
  const { parentId, childId, kin } = given
  const made = await ctx.tx.maybe<{ school_id: string }>`
    insert into people.kinship (school_id, parent_id, child_id, kin, confirmed_by)
    values (kernel.school(), ${parentId}, ${childId}, ${kin}, ${ctx.actor.person?.id ?? null})
    on conflict (parent_id, child_id) do update
      set kin = excluded.kin, confirmed_at = now(), confirmed_by = excluded.confirmed_by, ended_at = null
      where people.kinship.ended_at is not null
    returning school_id`
  if (!made) return
  await ctx.tell({ type: 'kinshipConfirmed', schoolId: made.school_id, parentId, childId })
  await ctx.tell({ type: 'personChanged', schoolId: made.school_id, personIds: [parentId] })
  await fitAccount(ctx, parentId)
}

/** A pupil as the class list shows one. */
export interface Family {
  readonly id: string
  readonly surname: string
  readonly name: string
  readonly patronymic: string | null
  readonly listName: string
  readonly displayName: string
  /** Has an account. */
  readonly entered: boolean
  readonly parents: readonly { readonly personId: string; readonly name: string }[]
}

interface FamilyRow {
  readonly id: string
  readonly surname: string
  readonly name: string
  readonly patronymic: string | null
  readonly entered: boolean
  readonly parents: readonly { readonly personId: string; readonly surname: string; readonly name: string }[]
}

/** Pupils with their confirmed parents, sorted as lists for work are. */
export async function viewFamilies(tx: Tx, childIds: readonly string[]): Promise<Family[]> {
  if (childIds.length === 0) return []
  const rows = await tx.many<FamilyRow>`
    select c.id, c.surname, c.name, c.patronymic, c.account_id is not null as entered,
      (select coalesce(jsonb_agg(jsonb_build_object('personId', p.id, 'surname', p.surname, 'name', p.name)
                                 order by k.confirmed_at, p.id), '[]'::jsonb)
       from people.kinship k join people.person p on p.id = k.parent_id
       where k.child_id = c.id and k.ended_at is null) as parents
    from people.person c where c.id = any(${childIds}::uuid[])`
  return rows.toSorted(byListName).map((row) => ({
    ...row,
    listName: listName(row),
    displayName: displayName(row, false),
    parents: row.parents.map((one) => ({ personId: one.personId, name: `${one.name} ${one.surname}` })),
  }))
}

export interface FamilyCount {
  readonly childId: string
  readonly entered: boolean
  readonly parentIds: readonly string[]
}

/** What the numbers of a class are made of. */
export async function countFamilies(tx: Tx, childIds: readonly string[]): Promise<FamilyCount[]> {
  if (childIds.length === 0) return []
  return tx.many<FamilyCount>`
    select c.id as "childId", c.account_id is not null as entered,
      array(select k.parent_id from people.kinship k where k.child_id = c.id and k.ended_at is null) as "parentIds"
    from people.person c where c.id = any(${childIds}::uuid[])`
}
