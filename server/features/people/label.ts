/** What stands under a name: «классный руководитель 7Б», «учитель химии», «7Б», «мама Льва и Ульяны». */
import { type Role, role, standingOf } from '#contract/people.ts'
import { genitive } from './genitive.ts'
import type { Kin, NamedChild, Portrait } from './tables.ts'

type Labelled = Pick<Portrait, 'roles' | 'curator_of' | 'position' | 'class_name' | 'children'>

export function labelOf(person: Labelled): string {
  const standing = standingOf(person.roles)
  if (standing === 'pupil') return person.class_name ?? 'ученик'
  if (standing === 'parent') return parentLabel(person.children)
  if (person.curator_of.length > 0) return `классный руководитель ${listed(person.curator_of)}`
  return person.position ?? staffWord(person.roles)
}

const words: Readonly<Record<Role, string>> = {
  admin: 'администратор школы',
  'extra-admin': 'администратор школы',
  director: 'директор',
  deputy: 'заместитель директора',
  teacher: 'учитель',
  staff: 'сотрудник',
  pupil: 'ученик',
  parent: 'родитель',
}

/** The weightiest role speaks; the contract lists them by weight. */
function staffWord(roles: readonly Role[]): string {
  const held = new Set(roles)
  return words[role.options.find((one) => held.has(one)) ?? 'staff']
}

const kinWords: Readonly<Record<Kin, string>> = {
  mother: 'мама',
  father: 'папа',
  guardian: 'опекун',
  other: 'представитель',
}

/** Children in the order of their confirmation. One name whose genitive is not sure puts all into the nominative. */
export function parentLabel(children: readonly NamedChild[]): string {
  if (children.length === 0) return 'родитель'
  const isSure = children.every((child) => genitive(child.name, child.patronymic) !== null)
  const byKin = Map.groupBy(children, (child) => child.kin)
  return [...byKin]
    .map(([kin, group]) => {
      const names = group.map((child) => (isSure ? genitive(child.name, child.patronymic) : null) ?? child.name)
      return `${kinWords[kin]}${isSure ? '' : ':'} ${listed(names)}`
    })
    .join(', ')
}

/** «Льва», «Льва и Ульяны», «Льва, Ульяны и Ильи» */
function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('')
  return `${parts.slice(0, -1).join(', ')} и ${parts.at(-1)}`
}
