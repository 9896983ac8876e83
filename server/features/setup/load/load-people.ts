import { columnsOf, needsFactor } from '#contract/kernel/policy.ts'
import type { Card } from '#contract/people.ts'
import { insertAccountsInBulk } from '#server/features/accounts/index.ts'
import { insertKinshipsInBulk, insertPeopleInBulk, viewCards } from '#server/features/people/index.ts'
import { newId } from '#server/kernel/ids.ts'
import type { Load } from './load-example.ts'

/** Everybody with roles and kin, and an account for those who have entered; answers their cards. */
export async function loadPeople({ tx, school }: Load): Promise<Map<string, Card>> {
  const accounts = new Map(school.people.filter((one) => one.entered).map((one) => [one.id, newId()]))
  const leads = new Map(school.classes.flatMap((one) => (one.curatorId ? [[one.curatorId, one] as const] : [])))
  const seats = new Map(school.classes.flatMap((one) => one.pupilIds.map((id) => [id, one] as const)))
  await insertPeopleInBulk(
    tx,
    school.people.map((one) => ({
      ...one,
      accountId: accounts.get(one.id) ?? null,
      curatorOf: leads.get(one.id) ?? null,
      inClass: seats.get(one.id) ?? null,
    })),
  )
  await insertKinshipsInBulk(
    tx,
    // a label names the children in the order in which they were confirmed
    school.kinships.map((one, index) => ({ ...one, confirmedAt: school.createdAt + index })),
  )
  const cards = await viewCards(
    tx,
    school.people.map((one) => one.id),
  )
  await insertAccountsInBulk(
    tx,
    school.people.flatMap(({ id, roles, createdAt }) => {
      const [accountId, card] = [accounts.get(id), cards.get(id)]
      if (!accountId || !card) return []
      const isGuarded = needsFactor(columnsOf(roles, false, false))
      return [{ id: accountId, label: `${card.name}, ${card.label}`, isGuarded, createdAt }]
    }),
  )
  return cards
}
