import type { Tx } from '#server/kernel/db/tx.ts'
import type { FullName } from '#contract/kernel/scalars.ts'
import type { Portrait } from './tables.ts'

export async function findPortraits(tx: Tx, ids: readonly string[]): Promise<Portrait[]> {
  return ids.length === 0 ? [] : tx.many<Portrait>`select * from people.portrait where id = any(${ids}::uuid[])`
}

export async function findPortrait(tx: Tx, id: string): Promise<Portrait | undefined> {
  return tx.maybe<Portrait>`select * from people.portrait where id = ${id}`
}

/** The person of an account in the school of the transaction's context. */
export async function findPortraitOfAccount(tx: Tx, accountId: string): Promise<Portrait | undefined> {
  return tx.maybe<Portrait>`select * from people.portrait
    where account_id = ${accountId} and school_id = kernel.school() and suspended_at is null`
}

/** Everybody with a role of staff, sorted as lists for work are. */
export async function findStaff(tx: Tx): Promise<Portrait[]> {
  const found = await tx.many<Portrait>`select * from people.portrait
    where suspended_at is null and school_id = kernel.school()
      and id in (select r.person_id from people.role r
                 where r.school_id = kernel.school() and r.role not in ('pupil', 'parent'))`
  return found.toSorted(byListName)
}

const russian = new Intl.Collator('ru')

/** As a Russian list is sorted: ё beside е. */
export function byListName(a: Named, b: Named): number {
  return russian.compare(a.surname, b.surname) || russian.compare(a.name, b.name) || (a.id < b.id ? -1 : 1)
}

type Named = Pick<Portrait, 'id' | 'surname' | 'name'>

export interface NewPerson {
  readonly names: FullName
  readonly accountId: string | null
  readonly roles: readonly string[]
  readonly position: string | null
}

/** Into the school of the transaction's context; answers that school. */
export async function insertPerson(tx: Tx, id: string, given: NewPerson): Promise<string> {
  const { names } = given
  const { school_id } = await tx.one<{ school_id: string }>`
    with made as (
      insert into people.person (id, school_id, account_id, surname, name, patronymic, position)
      values (${id}, kernel.school(), ${given.accountId}, ${names.surname}, ${names.name}, ${names.patronymic}, ${given.position})
      returning id, school_id
    ), roles as (
      insert into people.role (school_id, person_id, role)
      select made.school_id, made.id, role from made, unnest(${given.roles}::text[]) role
    )
    select school_id from made`
  return school_id
}
