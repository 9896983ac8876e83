/** Links that were handed out, slips that lie in a drawer, and who waits at the door. */
import { insertAccountsInBulk } from '#server/features/accounts/index.ts'
import {
  type BulkLink,
  insertCodesInBulk,
  insertLinksInBulk,
  insertRequestsInBulk,
} from '#server/features/invites/index.ts'
import { newId } from '#server/kernel/ids.ts'
import { day } from '../example/calendar.ts'
import type { ExampleClass } from '../example/school.ts'
import type { Load } from './load-example.ts'

export async function loadInvites(load: Load): Promise<void> {
  const { tx, school, secrets, now } = load
  const links = [staffLink(load), ...school.classes.flatMap((one) => linksOf(load, one))]
  await insertLinksInBulk(tx, secrets, links)
  const absent = new Map(school.people.filter((one) => !one.entered).map((one) => [one.id, one]))
  await insertCodesInBulk(
    tx,
    secrets,
    school.classes
      .filter((one) => slipsFor.has(one.name))
      .flatMap((one) =>
        one.pupilIds.flatMap((id) => (absent.has(id) ? [{ classId: one.id, who: absent.get(id)! }] : [])),
      )
      .map(({ classId, who: { id: personId, surname, name, patronymic } }) => ({
        ...{ id: newId(), classId, personId, surname, name, patronymic },
        ...{ createdBy: school.adminId, createdAt: now - 9 * day, expiresAt: now + 5 * day },
      })),
  )
  const requests = school.requests.map((one) => ({ ...one, accountId: newId() }))
  await insertAccountsInBulk(
    tx,
    requests.map(({ accountId, surname, name, createdAt }) => ({
      ...{ id: accountId, label: `${name} ${surname}`, isGuarded: false, createdAt },
    })),
  )
  await insertRequestsInBulk(
    tx,
    requests.map((one) => ({
      ...one,
      linkId: links.find((link) => link.kind === one.kind && link.classId === one.classId)?.id ?? null,
    })),
  )
}

const slipsFor = new Set(['7Б', '8В', '1Г'])

function staffLink({ school, now }: Load): BulkLink {
  return {
    ...{ id: newId(), kind: 'teacher', classId: null, createdBy: school.adminId, handedTo: null },
    ...{ createdAt: now - 12 * day, expiresAt: now + 18 * day, maxUses: 10, uses: 3, lastUsedAt: now - day / 8 },
  }
}

/** Classes where somebody is still awaited have a live link for pupils; every third class one for parents. */
function linksOf({ school, now }: Load, of: ExampleClass): BulkLink[] {
  const waiting = school.requests.filter((one) => one.classId === of.id)
  const uses = (kind: 'pupil' | 'parent') => waiting.filter((one) => one.kind === kind).length
  const common = { classId: of.id, createdBy: school.adminId, handedTo: of.curatorId }
  const terms = {
    createdAt: now - 10 * day,
    expiresAt: now + 20 * day,
    lastUsedAt: waiting.length > 0 ? now - day / 24 : null,
  }
  const pupil = { ...common, ...terms, id: newId(), kind: 'pupil', maxUses: 35, uses: uses('pupil') } as const
  const parent = { ...common, ...terms, id: newId(), kind: 'parent', maxUses: 60, uses: uses('parent') } as const
  return [...(of.entered < of.size ? [pupil] : []), ...(of.grade % 3 === 0 || uses('parent') > 0 ? [parent] : [])]
}
