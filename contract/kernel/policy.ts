/**
 * The table of rights (permissions.csv, SAFETY.md §2) as a function. No other place tests a role: a feature works out
 * how the actor stands to the object, and the table says the rest. Pure, so the web hides with it what the server
 * refuses.
 */
import { type ActionId, table } from '../permissions.gen.ts'

/**
 * OP operator, AD administrator of the school, AA additional administrator, DR director and deputies, CT class
 * teacher, ST other staff, PU pupil, PA parent, GU guest of a call, OUT anybody else.
 */
export const columns = ['OP', 'AD', 'AA', 'DR', 'CT', 'ST', 'PU', 'PA', 'GU', 'OUT'] as const
export type Column = (typeof columns)[number]
export type Answer = 'yes' | 'no' | 'request'

/** How the actor stands to the object at hand. What is absent is not so: an unknown relation is refused. */
export interface Relation {
  /** S: the object belongs to the actor's own school. */
  readonly school?: boolean
  /** C: it belongs to a class whose class teacher the actor is. */
  readonly curator?: boolean
  /** T: to a class, subject or group that the actor teaches. */
  readonly teaches?: boolean
  /** M: the actor is an active member of the chat, class or school meant. */
  readonly member?: boolean
  /** mod: the actor is a moderator of that chat. */
  readonly moderator?: boolean
  /** O: it is the actor's own. */
  readonly owner?: boolean
  /** K: it is of the actor's confirmed child. */
  readonly child?: boolean
  /** own: it is of the pupil's own class. */
  readonly ownClass?: boolean
  /** pair: the table of pairs lets the actor write to that person (kernel/pairs.ts). */
  readonly pair?: boolean
  /** co-members: the person shares a chat or class with the actor. */
  readonly coMember?: boolean
  /** opt: the chat is one that may be left. */
  readonly optional?: boolean
  /** host: the actor is the host of that call. */
  readonly host?: boolean
  /** host-on: the host of that call allows it now. */
  readonly hostAllows?: boolean
  /** link: the actor came by the one-time guest link of that call. */
  readonly guestLink?: boolean
  /** on: ids of actions that the school has switched on; for R+, granted. */
  readonly switches?: ReadonlySet<string>
}

/**
 * Actions whose requests somebody can answer already. R and R+ are refused until their in-box is built: a request that
 * nobody sees is worse than a refusal.
 */
export const inboxes: ReadonlySet<ActionId> = new Set<ActionId>()

const columnsOfRole = {
  admin: ['AD'],
  'extra-admin': ['AA', 'ST'],
  director: ['DR'],
  deputy: ['DR'],
  teacher: ['ST'],
  staff: ['ST'],
  pupil: ['PU'],
  parent: ['PA'],
} as const satisfies Record<string, readonly Column[]>

export type RoleName = keyof typeof columnsOfRole

/** The columns that speak for an actor; rights are their union. Nobody in particular is an outsider. */
export function columnsOf(roles: readonly RoleName[], isCurator: boolean, isOperator: boolean): ReadonlySet<Column> {
  const found = new Set<Column>(roles.flatMap((role) => columnsOfRole[role]))
  if (isCurator) found.add('CT')
  if (isOperator) found.add('OP')
  return found.size > 0 ? found : new Set<Column>(['OUT'])
}

export type Decide = (action: ActionId, actor: Iterable<Column>, relation: Relation) => Answer

/** The policy where these in-boxes are built. */
export function policyWith(openInboxes: ReadonlySet<ActionId>): Decide {
  return (action, actor, relation) => {
    const tests = testsOf(action)
    let best: Answer = 'no'
    for (const column of actor) {
      const answer = tests[column](relation)
      if (answer === 'yes') return 'yes'
      if (answer === 'request' && openInboxes.has(action)) best = 'request'
    }
    return best
  }
}

/** `request` only where the actor may not act but somebody who may would see the wish. */
export const decide: Decide = policyWith(inboxes)

/** Director, deputies, administrators of the school: whom anybody of the school may write to. */
export function isAdministration(columns: ReadonlySet<Column>): boolean {
  return columns.has('AD') || columns.has('AA') || columns.has('DR')
}

/** Operator, administrators and administration act only after the second factor (SAFETY.md §3). */
export function needsFactor(columns: ReadonlySet<Column>): boolean {
  return columns.has('OP') || isAdministration(columns)
}

/** All ways in which somebody belongs to the school, the weightiest first: a teacher may be a parent, too. */
export function standingsIn(columns: ReadonlySet<Column>): ('staff' | 'pupil' | 'parent')[] {
  const found: ('staff' | 'pupil' | 'parent')[] = []
  if (isAdministration(columns) || columns.has('CT') || columns.has('ST')) found.push('staff')
  if (columns.has('PU')) found.push('pupil')
  if (columns.has('PA')) found.push('parent')
  return found
}

/** One cell as it stands in the table, e.g. `M&O`; `-` denies. */
export function cellOf(action: ActionId, column: Column): string {
  return table[action].split(' ')[columns.indexOf(column)] ?? '-'
}

type Test = (relation: Relation) => Answer

const compiled = new Map<ActionId, Readonly<Record<Column, Test>>>()

function testsOf(action: ActionId): Readonly<Record<Column, Test>> {
  const known = compiled.get(action)
  if (known) return known
  const cells = table[action].split(' ')
  const made = Object.fromEntries(columns.map((column, i) => [column, testOf(cells[i] ?? '-', action)]))
  compiled.set(action, made as Record<Column, Test>)
  return made as Record<Column, Test>
}

/** A cell is `a|b` of `a&b` of words; R and R+ stand alone. */
function testOf(cell: string, action: ActionId): Test {
  if (cell === 'R') return ({ school }) => (school ? 'request' : 'no')
  if (cell === 'R+') {
    return ({ school, switches }) => (school ? (switches?.has(action) ? 'yes' : 'request') : 'no')
  }
  const ways = cell.split('|').map((way) => way.split('&').map((word) => wordOf(word, action)))
  return (relation) => (ways.some((way) => way.every((holds) => holds(relation))) ? 'yes' : 'no')
}

type Word = (relation: Relation) => boolean

const words: Readonly<Record<string, Word>> = {
  S: (relation) => relation.school === true,
  C: (relation) => relation.curator === true,
  T: (relation) => relation.teaches === true,
  M: (relation) => relation.member === true,
  mod: (relation) => relation.moderator === true,
  O: (relation) => relation.owner === true,
  K: (relation) => relation.child === true,
  X: () => true,
  P: () => true,
  host: (relation) => relation.host === true,
  'host-on': (relation) => relation.hostAllows === true,
  link: (relation) => relation.guestLink === true,
  pair: (relation) => relation.pair === true,
  own: (relation) => relation.ownClass === true,
  'co-members': (relation) => relation.coMember === true,
  /** A member may leave only what is optional. */
  opt: (relation) => relation.member === true && relation.optional === true,
  /** Of one's own object; which fields are meant is the call's input. */
  part: (relation) => relation.owner === true,
  '-': () => false,
  /** Needs a second person, a reason and a line in the ledger: none of it is built. */
  R2: () => false,
}

function wordOf(word: string, action: ActionId): Word {
  if (word === 'on') return (relation) => relation.switches?.has(action) === true
  const known = words[word]
  if (!known) throw new Error(`permissions.csv: ${action} has an unknown cell «${word}»`)
  return known
}
