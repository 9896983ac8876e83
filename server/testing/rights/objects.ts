/** What the actors act upon, and how each stands to it by the cast's own page. */
import type { Relation } from '#contract/kernel/policy.ts'
import { type Actor, childClasses, type ClassKey, isStaff, type Part, schoolOfClass, type SchoolKey } from './cast.ts'

export interface ClassObject {
  readonly key: ClassKey
  readonly id: string
}

export type ChatKey =
  | `pupils:${ClassKey}`
  | `parents:${ClassKey}`
  | `${'staffroom' | 'school' | 'staff' | 'direct'}:${SchoolKey}`

export interface ChatObject {
  readonly key: ChatKey
  readonly id: string
}

export interface MessageObject {
  readonly chat: ChatObject
  readonly author: string
  readonly id: string
}

/** The two of each school's direct chat. */
export const pairs: Record<SchoolKey, readonly string[]> = {
  a: ['class teacher', 'parent'],
  b: ['class teacher of b', 'parent of b'],
}

export function relationToSchool(actor: Part, school: SchoolKey): Relation {
  return { school: actor.school === school }
}

export function relationToClass(actor: Part, key: ClassKey): Relation {
  return {
    school: actor.school === schoolOfClass(key),
    curator: actor.curates?.includes(key) ?? false,
    ownClass: actor.pupilOf === key,
    child: childClasses(actor).includes(key),
  }
}

export function schoolOfChat(key: ChatKey): SchoolKey {
  return key.split(':')[1]!.startsWith('a') ? 'a' : 'b'
}

export function isMember(actor: Part, key: ChatKey): boolean {
  const [kind, where] = key.split(':') as [string, string]
  if (actor.school !== schoolOfChat(key) || actor.ended === `member of ${key}`) return false
  if (kind === 'school') return true
  if (kind === 'staffroom' || kind === 'staff') return isStaff(actor)
  if (kind === 'direct') return pairs[where as SchoolKey].includes(actor.key)
  if (actor.curates?.includes(where as ClassKey)) return true
  return kind === 'pupils' ? actor.pupilOf === where : childClasses(actor).includes(where as ClassKey)
}

/** Class teachers keep the chats of their classes; in the school's own chats administrators do. */
export function isModerator(actor: Actor, key: ChatKey): boolean {
  const where = key.split(':')[1] as ClassKey
  if (!isMember(actor, key)) return false
  if (/^(pupils|parents):/.test(key)) return actor.curates?.includes(where) ?? false
  return !key.startsWith('direct:') && (actor.columns.has('AD') || actor.columns.has('AA'))
}

export function relationToChat(actor: Actor, key: ChatKey): Relation {
  return {
    school: actor.school === schoolOfChat(key),
    member: isMember(actor, key),
    moderator: isModerator(actor, key),
  }
}
