import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { role } from '../people.ts'
import { type ActionId, table } from '../permissions.gen.ts'
import {
  type Answer,
  type Column,
  columns,
  columnsOf,
  decide,
  inboxes,
  isAdministration,
  needsFactor,
  policyWith,
  type Relation,
  type RoleName,
  standingsIn,
} from './policy.ts'

const actions = Object.keys(table) as ActionId[]

describe('columns of an actor', () => {
  const expected: readonly (readonly [RoleName[], boolean, boolean, Column[]])[] = [
    [['admin'], false, false, ['AD']],
    [['extra-admin', 'teacher'], false, false, ['AA', 'ST']],
    [['extra-admin'], false, false, ['AA', 'ST']],
    [['director'], false, false, ['DR']],
    [['deputy', 'teacher'], false, false, ['DR', 'ST']],
    [['teacher'], true, false, ['CT', 'ST']],
    [['staff'], false, false, ['ST']],
    [['pupil'], false, false, ['PU']],
    [['parent'], false, false, ['PA']],
    [['teacher', 'parent'], true, false, ['CT', 'PA', 'ST']],
    [[], false, true, ['OP']],
    [[], false, false, ['OUT']],
  ]
  for (const [roles, isCurator, isOperator, wanted] of expected) {
    const name = [...roles, ...(isCurator ? ['class teacher'] : []), ...(isOperator ? ['operator'] : [])].join(' and ')
    test(`${name || 'nobody'} stands in ${wanted.join(' and ')}`, () => {
      assert.deepEqual([...columnsOf(roles, isCurator, isOperator)].sort(), wanted)
    })
  }

  test('every role of a person has a column', () => {
    for (const one of role.options) assert.equal(columnsOf([one], false, false).has('OUT'), false, one)
  })
})

describe('what follows from the columns', () => {
  const alone = (holds: (of: ReadonlySet<Column>) => boolean) => columns.filter((column) => holds(new Set([column])))

  test('the second factor is obligatory for operator, administrators and administration, and for nobody else', () => {
    assert.deepEqual(alone(needsFactor), ['OP', 'AD', 'AA', 'DR'])
    assert.equal(needsFactor(new Set<Column>(['PA', 'AA'])), true)
  })

  test('administration are administrators, director and deputies', () => {
    assert.deepEqual(alone(isAdministration), ['AD', 'AA', 'DR'])
  })

  test('somebody belongs to the school as staff, pupil, parent, in this order', () => {
    const standings = (...of: Column[]) => standingsIn(new Set(of))
    for (const column of ['AD', 'AA', 'DR', 'CT', 'ST'] as const) assert.deepEqual(standings(column), ['staff'], column)
    assert.deepEqual(standings('PA', 'ST'), ['staff', 'parent'])
    assert.deepEqual(standings('PA', 'PU'), ['pupil', 'parent'])
    for (const column of ['OP', 'GU', 'OUT'] as const) assert.deepEqual(standings(column), [], column)
  })
})

describe('cells', () => {
  const switched = (action: ActionId) => ({ switches: new Set([action]) })
  /** Cell, an action and column that have it, the least relation that is let through. */
  const kinds: readonly (readonly [string, ActionId, Column, Relation])[] = [
    ['S', 'class.create', 'AD', { school: true }],
    ['C', 'join.review', 'CT', { curator: true }],
    ['T', 'class.roster', 'ST', { teaches: true }],
    ['M', 'chat.post', 'PU', { member: true }],
    ['mod', 'msg.moderate', 'ST', { moderator: true }],
    ['O', 'session.manage', 'PU', { owner: true }],
    ['K', 'class.card', 'PA', { child: true }],
    ['own', 'class.card', 'PU', { ownClass: true }],
    ['pair', 'dm.start', 'PA', { pair: true }],
    ['co-members', 'person.card', 'PU', { coMember: true }],
    ['opt', 'chat.leave', 'PU', { member: true, optional: true }],
    ['part', 'me.edit', 'PU', { owner: true }],
    ['host', 'call.record', 'ST', { host: true }],
    ['host-on', 'call.screen', 'PU', { hostAllows: true }],
    ['link', 'call.join', 'GU', { guestLink: true }],
    ['on', 'chat.create.other', 'PA', switched('chat.create.other')],
    ['M&O', 'msg.edit.own', 'PA', { member: true, owner: true }],
    ['M&on', 'poll.create', 'PU', { member: true, ...switched('poll.create') }],
    ['pair&on', 'call.1to1', 'PU', { pair: true, ...switched('call.1to1') }],
  ]
  for (const [cell, action, column, least] of kinds) {
    test(`«${cell}» asks for exactly ${JSON.stringify(Object.keys(least))}`, () => {
      assert.equal(decide(action, [column], least), 'yes')
      assert.equal(decide(action, [column], {}), 'no')
      for (const key of Object.keys(least)) {
        assert.equal(decide(action, [column], { ...least, [key]: undefined }), 'no', `without ${key}`)
      }
      assert.equal(decide(action, [column], everythingBut(Object.keys(least))), 'no', 'nothing else replaces it')
    })
  }

  test('«a|b» is content with either', () => {
    for (const relation of [{ school: true }, { owner: true }]) {
      assert.equal(decide('person.phone', ['AD'], relation), 'yes')
    }
    assert.equal(decide('person.phone', ['AD'], everythingBut(['school', 'owner'])), 'no')
  })

  test('«X» and «P» ask for no relation', () => {
    assert.equal(decide('org.review', ['OP'], {}), 'yes')
    assert.equal(decide('invite.redeem', ['OUT'], {}), 'yes')
  })

  test('a switch of another function switches nothing on', () => {
    assert.equal(decide('poll.create', ['PU'], { member: true, ...switched('call.group') }), 'no')
  })

  test('«R» is a request only where somebody can answer it, and only in the own school', () => {
    const decideWithInbox = policyWith(new Set<ActionId>(['pupil.enrol']))
    assert.equal(decide('pupil.enrol', ['CT'], { school: true }), 'no')
    assert.equal(decideWithInbox('pupil.enrol', ['CT'], { school: true }), 'request')
    assert.equal(decideWithInbox('pupil.enrol', ['CT'], everythingBut(['school'])), 'no')
    assert.equal(decideWithInbox('pupil.enrol', ['CT', 'AA'], { school: true }), 'yes')
  })

  test('«R+» is a request until the school grants it', () => {
    const decideWithInbox = policyWith(new Set<ActionId>(['status.confirm']))
    assert.equal(decide('status.confirm', ['DR'], { school: true }), 'no')
    assert.equal(decideWithInbox('status.confirm', ['DR'], { school: true }), 'request')
    assert.equal(decide('status.confirm', ['DR'], { school: true, ...switched('status.confirm') }), 'yes')
    assert.equal(decide('status.confirm', ['DR'], { ...switched('status.confirm') }), 'no')
  })

  test('«R2» is refused: a second person is not built', () => {
    for (const column of ['AD', 'DR'] as const) assert.equal(decide('breakglass', [column], everythingBut([])), 'no')
  })

  test('nobody may read or speak for others, whatever the relation', () => {
    for (const action of ['sys.impersonate', 'sys.content', 'msg.edit.other'] as const) {
      for (const column of columns)
        assert.equal(decide(action, [column], everythingBut([])), 'no', `${action} ${column}`)
    }
  })

  test('rights of several roles are their union', () => {
    assert.equal(decide('class.roster', ['PA'], { curator: true, child: true }), 'no')
    assert.equal(decide('class.roster', ['PA', 'CT'], { curator: true, child: true }), 'yes')
  })

  test('an actor without a column is refused everything', () => {
    for (const action of actions) assert.equal(decide(action, [], everythingBut([])), 'no', action)
  })
})

/**
 * The table read again, naively and from the file itself: nothing here is shared with policy.ts, so that a mistake in
 * reading a cell shows.
 */
describe('the whole table', () => {
  const flags = ['school', 'curator', 'teaches', 'member', 'moderator', 'owner', 'child', 'ownClass', 'pair'] as const
  const rare = ['coMember', 'optional', 'host', 'hostAllows', 'guestLink'] as const
  const text = readFileSync(new URL('../permissions.csv', import.meta.url), 'utf8').trim()
  const rows = text
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map((parts) => ({
      action: parts[0] as ActionId,
      // Texts may hold commas; the cells never do, so they are counted from the end.
      cells: parts.slice(-11, -1),
    }))

  function expect(cell: string, action: ActionId, relation: Relation): Answer {
    const is = (flag: keyof Relation) => relation[flag] === true
    const on = relation.switches !== undefined && relation.switches.has(action)
    if (cell === 'R') return 'no'
    if (cell === 'R+') return is('school') && on ? 'yes' : 'no'
    let either = false
    for (const way of cell.split('|')) {
      let both = true
      for (const part of way.split('&')) {
        if (part === '–' || part === 'R2') both = false
        else if (part === 'on') both &&= on
        else if (part === 'opt') both &&= is('member') && is('optional')
        else if (part !== 'X' && part !== 'P') both &&= is(flagOf(part))
      }
      either ||= both
    }
    return either ? 'yes' : 'no'
  }

  function flagOf(part: string): keyof Relation {
    if (part === 'S') return 'school'
    if (part === 'C') return 'curator'
    if (part === 'T') return 'teaches'
    if (part === 'M') return 'member'
    if (part === 'mod') return 'moderator'
    if (part === 'O' || part === 'part') return 'owner'
    if (part === 'K') return 'child'
    if (part === 'own') return 'ownClass'
    if (part === 'pair') return 'pair'
    if (part === 'co-members') return 'coMember'
    if (part === 'host') return 'host'
    if (part === 'host-on') return 'hostAllows'
    if (part === 'link') return 'guestLink'
    throw new Error(`SAFETY.md §2 knows no cell «${part}»`)
  }

  function* relations(action: ActionId): Generator<Relation> {
    for (let bits = 0; bits < 1 << flags.length; bits++) {
      const chosen = flags.filter((_, i) => bits & (1 << i))
      const relation: Relation = Object.fromEntries(chosen.map((flag) => [flag, true]))
      yield relation
      yield { ...relation, switches: new Set([action]) }
      for (const flag of rare) yield { ...relation, [flag]: true }
    }
  }

  test('answers each action, column and relation as the file says', () => {
    let asked = 0
    for (const { action, cells } of rows) {
      for (const relation of relations(action)) {
        for (const [i, column] of columns.entries()) {
          asked++
          const wanted = expect(cells[i] ?? '', action, relation)
          if (decide(action, [column], relation) === wanted) continue
          assert.fail(`${action} × ${column} (${cells[i]}) with ${Object.keys(relation)} must be ${wanted}`)
        }
      }
    }
    assert.ok(asked > 4_000_000, `${asked} asked`)
  })

  test('the file and the compiled table hold the same actions', () => {
    assert.deepEqual(
      rows.map((row) => row.action),
      actions,
    )
  })

  test('no in-box is open for an action that nobody can ask for', () => {
    for (const action of inboxes) assert.match(table[action], /(^| )R\+?( |$)/, action)
  })
})

function everythingBut(left: readonly string[]): Relation {
  const all = {
    school: true,
    curator: true,
    teaches: true,
    member: true,
    moderator: true,
    owner: true,
    child: true,
    ownClass: true,
    pair: true,
    coMember: true,
    optional: true,
    host: true,
    hostAllows: true,
    guestLink: true,
    switches: new Set<string>(actions),
  }
  return Object.fromEntries(Object.entries(all).filter(([flag]) => !left.includes(flag)))
}
