/** What the table of rights and the table of pairs see in a person who is not the actor. */
import { type Column, columnsOf, isAdministration } from '#contract/kernel/policy.ts'
import { mayWriteDirectly, type PairFacts, type PairSide } from '#contract/kernel/pairs.ts'
import { standingsOf } from '#contract/people.ts'
import { childrenOf, findPerson, type Portrait } from '#server/features/people/index.ts'
import type { Tx } from '#server/kernel/db/tx.ts'

export async function columnsOfPerson(tx: Tx, personId: string): Promise<ReadonlySet<Column>> {
  const found = await findPerson(tx, personId)
  return columnsOf(found?.roles ?? [], (found?.curator_class_ids.length ?? 0) > 0, false)
}

/** Whether one may open a direct chat with the other, by the table of pairs. */
export async function mayWriteTo(tx: Tx, from: Portrait, to: Portrait): Promise<boolean> {
  if (from.id === to.id) return false
  return mayWriteDirectly(sideOf(from), sideOf(to), await factsOf(tx, from, to)) === 'yes'
}

function sideOf(who: Portrait): PairSide {
  const columns = columnsOf(who.roles, false, false)
  return { standings: standingsOf(who.roles), administration: isAdministration(columns) }
}

async function factsOf(tx: Tx, from: Portrait, to: Portrait): Promise<PairFacts> {
  const [fromClasses, toClasses] = [await classesOf(tx, from), await classesOf(tx, to)]
  const leads = (teacher: Portrait, classes: readonly string[]) =>
    teacher.curator_class_ids.some((classId) => classes.includes(classId))
  return {
    sameSchool: from.school_id === to.school_id,
    classTeacher: leads(from, toClasses) || leads(to, fromClasses),
    sameClass: fromClasses.some((classId) => toClasses.includes(classId)),
  }
}

/** The class of a pupil, the classes of a parent's children. */
async function classesOf(tx: Tx, who: Portrait): Promise<string[]> {
  const children = await childrenOf(tx, [who.id])
  const classes = [who.class_id]
  for (const { childId } of children) classes.push((await findPerson(tx, childId))?.class_id ?? null)
  return classes.filter((id) => id !== null)
}
