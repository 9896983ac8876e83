/** What others see of a person: the card, and the line that administrators see in lists. */
import type { ValueOf } from '#contract/kernel/define.ts'
import { displayName, listName, shortName } from '#contract/kernel/names.ts'
import { type Card, type person, type Role, standingOf } from '#contract/people.ts'
import { labelOf } from './label.ts'
import type { Portrait } from './tables.ts'

export type PersonLine = ValueOf<typeof person>

export function cardOf(who: Portrait): Card {
  const standing = standingOf(who.roles)
  const isStaff = standing === 'staff'
  return {
    personId: who.id,
    name: displayName(who, isStaff),
    short: shortName(who, isStaff),
    listName: listName(who),
    label: labelOf(who),
    seal: isSealed(who),
    standing,
  }
}

export function lineOf(who: Portrait): PersonLine {
  return {
    id: who.id,
    surname: who.surname,
    name: who.name,
    patronymic: who.patronymic,
    roles: [...who.roles],
    position: who.position,
    teacherStatus: who.teacher_status,
    teacherAskedAt: who.teacher_asked_at,
    label: labelOf(who),
    seal: isSealed(who),
    entered: who.account_id !== null,
  }
}

const sealedRoles: ReadonlySet<Role> = new Set<Role>(['admin', 'extra-admin'])

/** Our badge: a confirmed «учитель», or an administrator of the school. */
function isSealed(who: Pick<Portrait, 'roles' | 'teacher_status'>): boolean {
  return who.teacher_status === 'confirmed' || who.roles.some((one) => sealedRoles.has(one))
}
