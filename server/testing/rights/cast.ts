/**
 * Two schools, told declaratively: who was enrolled, assigned, related, when and by whom. The exhaustive test works out
 * every relation from this page alone; it never asks SQL, doors or the code under test.
 */
import { columnsOf, type Column } from '#contract/kernel/policy.ts'
import type { Role } from '#contract/people.ts'
import type { Somebody } from '#server/testing/school.ts'
import type { Browser } from '#server/testing/world.ts'

export type SchoolKey = 'a' | 'b'
/** The letter of the school and the class. */
export type ClassKey = 'a7' | 'a8' | 'a9' | 'b7'
export const classKeys: readonly ClassKey[] = ['a7', 'a8', 'a9', 'b7']

/** One part of the play. */
export interface Part {
  readonly key: string
  readonly school: SchoolKey | null
  readonly roles: readonly Role[]
  readonly curates?: readonly ClassKey[]
  readonly pupilOf?: ClassKey
  /** Keys of pupils. */
  readonly parentOf?: readonly string[]
  /** What ended a second ago. */
  readonly ended?: 'session' | 'suspended' | 'curator of a7' | 'member of parents:a7'
  /** The second factor was not passed in this session. */
  readonly withoutFactor?: boolean
  readonly isOperator?: boolean
  /** Has an account, but no person anywhere. */
  readonly isOutsider?: boolean
}

export const roles: readonly Part[] = [
  { key: 'admin', school: 'a', roles: ['admin'] },
  { key: 'extra', school: 'a', roles: ['extra-admin', 'teacher'] },
  { key: 'director', school: 'a', roles: ['director'] },
  { key: 'deputy', school: 'a', roles: ['deputy'] },
  { key: 'deputy who is class teacher', school: 'a', roles: ['deputy', 'teacher'], curates: ['a8'] },
  { key: 'class teacher', school: 'a', roles: ['teacher'], curates: ['a7'] },
  { key: 'other class teacher', school: 'a', roles: ['teacher'], curates: ['a9'] },
  { key: 'class teacher of two', school: 'a', roles: ['teacher'], curates: ['a8', 'a9'] },
  { key: 'teacher', school: 'a', roles: ['teacher'] },
  { key: 'staff', school: 'a', roles: ['staff'] },
  { key: 'pupil', school: 'a', roles: ['pupil'], pupilOf: 'a7' },
  { key: 'other pupil', school: 'a', roles: ['pupil'], pupilOf: 'a8' },
  { key: 'parent', school: 'a', roles: ['parent'], parentOf: ['pupil'] },
  { key: 'other parent', school: 'a', roles: ['parent'], parentOf: ['other pupil'] },
  { key: 'parent of two', school: 'a', roles: ['parent'], parentOf: ['pupil', 'other pupil'] },
  { key: 'teacher and parent', school: 'a', roles: ['teacher', 'parent'], parentOf: ['pupil'] },
  {
    key: 'class teacher and parent',
    school: 'a',
    roles: ['teacher', 'parent'],
    curates: ['a9'],
    parentOf: ['other pupil'],
  },
  { key: 'former class teacher', school: 'a', roles: ['teacher'], ended: 'curator of a7' },
  { key: 'removed parent', school: 'a', roles: ['parent'], parentOf: ['pupil'], ended: 'member of parents:a7' },
  { key: 'suspended teacher', school: 'a', roles: ['teacher'], ended: 'suspended' },
  { key: 'teacher whose session ended', school: 'a', roles: ['teacher'], ended: 'session' },
  { key: 'administrator without factor', school: 'a', roles: ['admin'], withoutFactor: true },
  { key: 'director without factor', school: 'a', roles: ['director'], withoutFactor: true },
  { key: 'admin of b', school: 'b', roles: ['admin'] },
  { key: 'director of b', school: 'b', roles: ['director'] },
  { key: 'class teacher of b', school: 'b', roles: ['teacher'], curates: ['b7'] },
  { key: 'pupil of b', school: 'b', roles: ['pupil'], pupilOf: 'b7' },
  { key: 'parent of b', school: 'b', roles: ['parent'], parentOf: ['pupil of b'] },
  { key: 'operator', school: null, roles: [], isOperator: true },
  { key: 'operator without factor', school: null, roles: [], isOperator: true, withoutFactor: true },
  { key: 'outsider', school: null, roles: [], isOutsider: true },
  { key: 'stranger', school: null, roles: [] },
]

export interface Actor extends Part {
  readonly browser: Browser
  readonly personId: string | null
  readonly columns: ReadonlySet<Column>
}

export function actorOf(role: Part, given: { browser: Browser; somebody?: Somebody }): Actor {
  const isCurator = (role.curates?.length ?? 0) > 0
  return {
    ...role,
    browser: given.browser,
    personId: given.somebody?.personId ?? null,
    columns: columnsOf(role.roles, isCurator, role.isOperator ?? false),
  }
}

/** What stands between the actor and any right at all, or null. */
export function barrierOf(actor: Part, caller: 'anyone' | 'account' | 'person' | 'operator'): string | null {
  if (caller === 'anyone') return null
  const hasAccount = actor.school !== null || actor.isOperator || actor.isOutsider
  if (!hasAccount || actor.ended === 'session') return 'unauthorized'
  const hasPerson = actor.school !== null && actor.ended !== 'suspended'
  if (caller === 'person' && !hasPerson) return 'unauthorized'
  if (caller === 'operator' && !actor.isOperator) return 'forbidden'
  if (actor.withoutFactor) return 'second_factor_needed'
  return null
}

export function isStaff(actor: Part): boolean {
  return actor.roles.some((role) => role !== 'pupil' && role !== 'parent')
}

export function schoolOfClass(key: ClassKey): SchoolKey {
  return key.startsWith('a') ? 'a' : 'b'
}

export function childClasses(actor: Part): ClassKey[] {
  return (actor.parentOf ?? []).flatMap((key) => roles.find((role) => role.key === key)?.pupilOf ?? [])
}
