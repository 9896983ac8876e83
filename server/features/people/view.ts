/** Doors to cards and lines for the features above. */
import { displayName } from '#contract/kernel/names.ts'
import { type Column, columnsOf } from '#contract/kernel/policy.ts'
import { type Card, standingOf } from '#contract/people.ts'
import type { Tx } from '#server/kernel/db/tx.ts'
import { cardOf, lineOf, type PersonLine } from './card.ts'
import { findPortrait, findPortraitOfAccount, findPortraits, findStaff } from './store.ts'
import type { Portrait } from './tables.ts'

/** Cards by person. Who is not of this school is left out. */
export async function viewCards(tx: Tx, ids: readonly string[]): Promise<Map<string, Card>> {
  const found = await findPortraits(tx, ids)
  return new Map(found.map((who) => [who.id, cardOf(who)]))
}

/** The card of a person that must exist. */
export async function viewCard(tx: Tx, id: string): Promise<Card> {
  const found = await findPortrait(tx, id)
  if (!found) throw new Error(`There is no person ${id} in this school.`)
  return cardOf(found)
}

/** The full names that stand in lists, by person: «Елена Сергеевна Круглова», «Лев Щербаков». */
export async function viewNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await findPortraits(tx, ids)
  return new Map(found.map((who) => [who.id, displayName(who, standingOf(who.roles) === 'staff')]))
}

export async function findPerson(tx: Tx, id: string): Promise<Portrait | undefined> {
  return findPortrait(tx, id)
}

/** Who is not of this school is left out. */
export async function findPeople(tx: Tx, ids: readonly string[]): Promise<Portrait[]> {
  return findPortraits(tx, ids)
}

/** The person of an account in this school. */
export async function personOfAccount(tx: Tx, accountId: string): Promise<Portrait | undefined> {
  return findPortraitOfAccount(tx, accountId)
}

/** All staff of the school, sorted by surname. */
export async function staffOf(tx: Tx): Promise<PersonLine[]> {
  return (await findStaff(tx)).map(lineOf)
}

/** The administrators of the school by name: whom to ask where nobody is nearer. */
export async function administratorsOf(tx: Tx): Promise<string[]> {
  const found = await tx.many<{ person_id: string }>`select r.person_id from people.role r
    where r.school_id = kernel.school() and r.role = 'admin' order by r.since, r.person_id`
  const names = await viewNames(
    tx,
    found.map((row) => row.person_id),
  )
  return [...names.values()]
}

/** The columns of the table of rights that speak for a person who is not the one acting. */
export async function rightsColumnsOf(tx: Tx, personId: string): Promise<ReadonlySet<Column>> {
  const who = await findPortrait(tx, personId)
  return columnsOf(who?.roles ?? [], (who?.curator_class_ids.length ?? 0) > 0, false)
}

/** The schools where an account stands for somebody; asked before a school is entered. */
export async function schoolsOfAccount(tx: Tx, accountId: string): Promise<string[]> {
  const rows = await tx.many<{ school_id: string }>`
    select school_id from people.of_account(${accountId}::uuid) order by school_id`
  return rows.map((row) => row.school_id)
}
