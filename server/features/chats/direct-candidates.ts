import { directCandidates } from '#contract/chats.ts'
import type { Card } from '#contract/people.ts'
import { findPeople, findPerson, parentsOf, type Portrait, staffOf, viewCards } from '#server/features/people/index.ts'
import { listedIn } from '#server/features/classes/index.ts'
import type { Tx } from '#server/kernel/db/tx.ts'
import { actingPerson } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { mayWriteTo } from './rights.ts'

const most = 100

export const directCandidatesHandler = handle(directCandidates, async (ctx, { text }) => {
  ctx.demand('dm.start', { pair: true }, true)
  const me = await findPerson(ctx.tx, actingPerson(ctx).id)
  if (!me) return ctx.refuse('not_found')
  const people: Card[] = []
  for (const { who, card } of await nearby(ctx.tx, me)) {
    if (people.length >= most) break
    if (matches(card, text) && (await mayWriteTo(ctx.tx, me, who))) people.push(card)
  }
  return { people: people.sort((a, b) => a.listName.localeCompare(b.listName, 'ru')) }
})

/** All staff, and parents of the classes that one leads: nobody else can be in the table of pairs. */
async function nearby(tx: Tx, me: Portrait): Promise<{ who: Portrait; card: Card }[]> {
  const pupils: Awaited<ReturnType<typeof listedIn>> = []
  for (const classId of me.curator_class_ids) pupils.push(...(await listedIn(tx, classId)))
  const parents = await parentsOf(tx, pupils)
  const staff = await staffOf(tx)
  const ids = [...new Set([...staff.map((one) => one.id), ...parents.map((one) => one.parentId)])].filter(
    (id) => id !== me.id,
  )
  const cards = await viewCards(tx, ids)
  return (await findPeople(tx, ids)).flatMap((who) => {
    const card = cards.get(who.id)
    return card ? [{ who, card }] : []
  })
}

function matches(card: Card, text: string): boolean {
  const plain = (words: string) => words.toLocaleLowerCase('ru').replaceAll('ё', 'е')
  return plain(text)
    .split(/\s+/)
    .every((word) => plain(`${card.name} ${card.label}`).includes(word))
}
