/** What is asked for on the command line, checked against the table of rights. */
import { parseArgs } from 'node:util'
import { columnsOf, decide, type Relation, type RoleName } from '../../contract/kernel/policy.ts'
import { type ActionId, table } from '../../contract/permissions.gen.ts'
import { house } from '../../house.ts'

export interface Plan {
  /** `polls`: folder, schema, prefix of calls, contract file. */
  readonly name: string
  /** `poll`: the entity. */
  readonly one: string
  /** `Polls`, `Poll`. */
  readonly Name: string
  readonly One: string
  readonly title: string
  readonly purpose: string
  /** Rows of the table that the skeleton's query and command are instances of. */
  readonly read: ActionId
  readonly write: ActionId
  /** Somebody who may write, and somebody who may not, if there is anybody. */
  readonly maker: RoleName
  readonly refused: RoleName | undefined
}

export const usage = `npm run new-feature -- polls [--one poll] [--title Опросы] [--purpose "Polls and votes"]
                               [--read poll.vote] [--write poll.create]`

/** The skeleton's things belong to a school; whoever belongs to it is their member. */
const relation: Relation = { school: true, member: true }
const roles: readonly RoleName[] = ['teacher', 'admin', 'director', 'extra-admin', 'pupil', 'parent']

/** Throws a sentence where something is missing. */
export function readPlan(args: readonly string[]): Plan {
  const option = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { one: option, title: option, purpose: option, read: option, write: option },
  })
  const name = positionals[0] ?? ''
  if (!/^[a-z]{3,30}$/.test(name))
    throw new Error(`Name the feature by one word in the plural, in small letters.\n${usage}`)
  if (house.some((entry) => entry.name === name)) throw new Error(`house.ts has ${name} already.`)
  const one = values.one ?? singular(name)
  if (one === name) throw new Error(`Say what one of ${name} is called: --one …`)
  const own = Object.keys(table).filter((id) => id.startsWith(`${one}.`) || id.startsWith(`${name}.`)) as ActionId[]
  const write = rowOf(
    values.write,
    own.find((id) => /create|plan|manage|publish/.test(id)),
    'write',
  )
  const read = rowOf(
    values.read,
    own.find((id) => id !== write && makersOf(id).length > 0),
    'read',
  )
  const [maker] = makersOf(write).filter((role) => makersOf(read).includes(role))
  if (!maker) throw new Error(`No one who belongs to the school may both ${write} and ${read}: choose other rows.`)
  return {
    name,
    one,
    Name: capital(name),
    One: capital(one),
    title: values.title ?? capital(name),
    purpose: values.purpose ?? `${capital(name)} of a school`,
    read,
    write,
    maker,
    refused: roles.find((role) => !makersOf(write).includes(role)),
  }
}

function rowOf(asked: string | undefined, found: ActionId | undefined, kind: string): ActionId {
  if (asked !== undefined && !(asked in table)) {
    throw new Error(`contract/permissions.csv has no row ${asked}. A new row needs a decision note (docs/decisions/).`)
  }
  const id = (asked as ActionId | undefined) ?? found
  if (!id) throw new Error(`No row of contract/permissions.csv speaks of it: name one by --${kind} …\n${usage}`)
  return id
}

function makersOf(action: ActionId): RoleName[] {
  return roles.filter((role) => decide(action, columnsOf([role], false, false), relation) === 'yes')
}

function singular(name: string): string {
  return name.replace(/ies$/, 'y').replace(/([^s])s$/, '$1')
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
