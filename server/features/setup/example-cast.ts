import { exampleCast } from '#contract/setup.ts'
import type { Card } from '#contract/people.ts'
import { listedIn } from '#server/features/classes/index.ts'
import { findPerson, staffOf, viewCards, viewFamilies } from '#server/features/people/index.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import type { Tx } from '#server/kernel/db/tx.ts'
import { enterExample } from './access.ts'

/** Whom to be first, by the name on the card; each shows another side of the school. */
const cast: readonly { readonly role: string; readonly names: readonly string[] }[] = [
  {
    role: 'Администрация',
    names: ['Павел Андреевич Аксёнов', 'Марат Ильдарович Хасанов', 'Тамара Викторовна Рощина'],
  },
  {
    role: 'Учителя',
    names: [
      'Елена Сергеевна Круглова',
      'Светлана Юрьевна Пак',
      'Роман Олегович Ёлкин',
      'Наталья Алексеевна Дорохова',
      'Вера Игоревна Осипова',
    ],
  },
  { role: 'Родители', names: ['Ольга Щербакова', 'Дмитрий Синицын', 'Ирина Мельникова-Дорошенко'] },
  { role: 'Ученики', names: ['Лев Щербаков', 'Алина Бикбулатова', 'Тимофей Мельников-Дорошенко'] },
]

const shownLead = 'Елена Сергеевна Круглова'

export const exampleCastHandler = handle(exampleCast, async (ctx) => {
  await enterExample(ctx)
  const known = await cardsByName(ctx.tx)
  const people = cast.flatMap(({ role, names }) =>
    names.flatMap((name) => {
      const card = known.get(name)
      return card ? [{ personId: card.personId, name, label: labelOf(card), role }] : []
    }),
  )
  return { people }
})

/** Staff, and the families of the class that the pictures show. */
async function cardsByName(tx: Tx): Promise<Map<string, Card>> {
  const staff = await staffOf(tx)
  const cards = await viewCards(
    tx,
    staff.map((one) => one.id),
  )
  const lead = [...cards.values()].find((card) => card.name === shownLead)
  const [classId] = (lead && (await findPerson(tx, lead.personId)))?.curator_class_ids ?? []
  const families = classId ? await viewFamilies(tx, await listedIn(tx, classId)) : []
  const relatives = families.flatMap((one) => [one.id, ...one.parents.map((parent) => parent.personId)])
  const all = [...cards.values(), ...(await viewCards(tx, relatives)).values()]
  return new Map(all.map((card) => [card.name, card]))
}

/** An administrator's card says the position; here it matters that he is the administrator. */
function labelOf(card: Card): string {
  if (card.name === 'Павел Андреевич Аксёнов') return `администратор школы, ${card.label}`
  return card.standing === 'pupil' ? `учится в ${card.label}` : card.label
}
