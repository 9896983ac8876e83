import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { planOf } from './boundaries/layers.ts'
import { proportionsOf, proportionViolations } from './boundaries/sizes.ts'
import { hasRepeatedRepetition } from './boundaries/regex.ts'
import { readTree } from './boundaries/source.ts'
import { foreignTables } from './boundaries/sql.ts'
import { findViolations } from './boundaries.ts'

/** A small house without a fault; each test plants one. */
const sound: Readonly<Record<string, string>> = {
  'house.ts': `export const house = [
  { name: 'people', purpose: 'p', uses: [] },
  { name: 'chats', purpose: 'c', uses: ['people'] },
  { name: 'polls', purpose: 'q', uses: ['chats'] },
]\n`,
  'contract/kernel/define.ts': `import type * as z from 'zod/mini'\nexport type Schema = z.ZodMiniType\n`,
  'contract/people.ts': `import type { Schema } from './kernel/define.ts'\nexport type Card = Schema\n`,
  'contract/chats.ts': `import type { Card } from './people.ts'\nexport type Member = Card\n`,
  'contract/api.ts': `import * as chats from './chats.ts'\nexport const files = { chats }\n`,
  'server/main.ts': `import { app } from './app.ts'\napp(process.env)\n`,
  'server/app.ts': `import { features } from './features/index.ts'\nexport const app = (env: object) => [env, features]\n`,
  'server/kernel/clock.ts': `export const clock = 1\n`,
  'server/facts/joined.ts': `import type { Card } from '#contract/people.ts'\nexport type Joined = Card\n`,
  'server/testing/world.ts': `import { clock } from '#server/kernel/clock.ts'\nexport const world = clock\n`,
  'server/features/index.ts': `import { chats } from './chats/index.ts'\nexport const features = [chats]\n`,
  'server/features/people/index.ts': `import { card } from './store.ts'\nexport const people = card\n`,
  'server/features/people/store.ts':
    'export const card = (tx: any, roles: string[]) => roles.includes("pupil") && tx.one`select id from people.person where id = ${1}`\n',
  'server/features/chats/index.ts': `import { people } from '#server/features/people/index.ts'\nexport const chats = people\n`,
  'server/features/chats/chats.test.ts': `import { world } from '#server/testing/world.ts'\nexport const here = world\n`,
  'web/main.tsx': `import { Chat } from './features/chats/index.ts'\nexport const main = Chat\n`,
  'web/ui/Button.tsx': `export const Button = () => <button />\n`,
  'web/features/chats/index.ts': `export { Chat } from './Chat.tsx'\n`,
  'web/features/chats/Chat.tsx': `import { Button } from '#web/ui/Button.tsx'\nexport const Chat = () => <Button />\n`,
  'migrations/0001-start.sql': `create schema people;\n`,
}

async function violationsWith(planted: Readonly<Record<string, string>>): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), 'house-'))
  try {
    for (const [path, text] of Object.entries({ ...sound, ...planted })) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    return (await findViolations(root, false)).map(({ path, message }) => `${path}: ${message}`)
  } finally {
    rmSync(root, { recursive: true })
  }
}

test('a sound house has no violations', async () => {
  assert.deepEqual(await violationsWith({}), [])
})

const tx = (sql: string) => 'export const read = (ctx: any) => ctx.tx.many`' + sql + '`\n'

/** What is planted, where, and what the answer must say. */
const plants: readonly (readonly [string, string, string, RegExp])[] = [
  ['contract that imports a package', 'contract/polls.ts', `import 'zod'\n`, /contract imports nothing but zod\/mini/],
  [
    'contract that imports the server',
    'contract/polls.ts',
    `import '../server/app.ts'\n`,
    /contract imports nothing of the house/,
  ],
  [
    'contract kernel that knows a feature',
    'contract/kernel/card.ts',
    `import type { Card } from '../people.ts'\nexport type C = Card\n`,
    /contract\/kernel knows no feature/,
  ],
  [
    'contract file that uses a higher feature',
    'contract/people-names.ts',
    `import type { Member } from './chats.ts'\nexport type M = Member\n`,
    /does not let people use chats/,
  ],
  [
    'contract file that knows the list',
    'contract/polls.ts',
    `import { files } from './api.ts'\nexport const f = files\n`,
    /does not know the list/,
  ],
  [
    'server that imports web',
    'server/kernel/draw.ts',
    `import type { Button } from '#web/ui/Button.tsx'\nexport type B = typeof Button\n`,
    /server never imports web/,
  ],
  [
    'web that imports server, even a type',
    'web/kernel/api.ts',
    `import type { clock } from '#server/kernel/clock.ts'\nexport type C = typeof clock\n`,
    /web never imports server/,
  ],
  [
    'web that imports server in a type expression',
    'web/kernel/api.ts',
    `export type C = import('#server/kernel/clock.ts').Clock\n`,
    /web never imports server/,
  ],
  [
    'server kernel that knows a feature',
    'server/kernel/sockets.ts',
    `import { chats } from '#server/features/chats/index.ts'\nexport const s = chats\n`,
    /kernel knows no feature/,
  ],
  [
    'server kernel that knows a feature of the contract',
    'server/kernel/sockets.ts',
    `import type { Card } from '#contract/people.ts'\nexport type C = Card\n`,
    /kernel knows no feature/,
  ],
  [
    'web kernel that knows a feature',
    'web/kernel/cache.ts',
    `export const load = () => import('#web/features/chats/index.ts')\n`,
    /kernel knows no feature/,
  ],
  [
    'ui that knows a feature',
    'web/ui/Badge.tsx',
    `import { Chat } from '#web/features/chats/index.ts'\nexport const Badge = Chat\n`,
    /ui knows no feature/,
  ],
  [
    'ui that knows the contract',
    'web/ui/Badge.tsx',
    `import type { Card } from '#contract/people.ts'\nexport const Badge = (card: Card) => card\n`,
    /ui knows no feature/,
  ],
  [
    'ui that knows the kernel',
    'web/ui/Badge.tsx',
    `import { now } from '#web/kernel/now.ts'\nexport const Badge = now\n`,
    /ui knows no feature/,
  ],
  [
    'feature that uses one above it',
    'server/features/people/join.ts',
    `import { chats } from '#server/features/chats/index.ts'\nexport const j = chats\n`,
    /does not let people use chats/,
  ],
  [
    'web feature that uses one above it',
    'web/features/people/index.ts',
    `export { Chat } from '#web/features/chats/index.ts'\n`,
    /does not let people use chats/,
  ],
  [
    'feature that looks inside another',
    'server/features/chats/peek.ts',
    `import { card } from '#server/features/people/store.ts'\nexport const p = card\n`,
    /its door/,
  ],
  [
    'test that looks inside another feature',
    'server/features/chats/peek.test.ts',
    `import { card } from '#server/features/people/store.ts'\nexport const p = card\n`,
    /its door/,
  ],
  [
    'feature that knows the composition root',
    'server/features/chats/boot.ts',
    `import { app } from '#server/app.ts'\nexport const b = app\n`,
    /does not know who composes it/,
  ],
  [
    'feature that house.ts does not list',
    'server/features/games/index.ts',
    `export const games = 1\n`,
    /does not list games/,
  ],
  [
    'fact made of a feature',
    'server/facts/left.ts',
    `import type { chats } from '#server/features/chats/index.ts'\nexport type L = typeof chats\n`,
    /facts are types made of the contract/,
  ],
  [
    'relative import across features',
    'server/features/chats/clock.ts',
    `import { clock } from '../../kernel/clock.ts'\nexport const c = clock\n`,
    /leaves its folder/,
  ],
  [
    'alias inside a feature',
    'server/features/people/again.ts',
    `import { card } from '#server/features/people/store.ts'\nexport const a = card\n`,
    /import it relatively/,
  ],
  [
    'import without an ending',
    'server/features/people/again.ts',
    `import { card } from './store'\nexport const a = card\n`,
    /write the ending/,
  ],
  [
    'import of what does not exist',
    'server/kernel/ghost.ts',
    `import { x } from './nothing.ts'\nexport const g = x\n`,
    /does not exist/,
  ],
  [
    'pg in a feature',
    'server/features/chats/raw.ts',
    `import pg from 'pg'\nexport const p = pg\n`,
    /only server\/kernel talks to pg/,
  ],
  [
    'node in the browser',
    'web/kernel/files.ts',
    `import { readFileSync } from 'node:fs'\nexport const r = readFileSync\n`,
    /does not exist in a browser/,
  ],
  [
    'testing imported by the product',
    'server/kernel/fake.ts',
    `import { world } from '#server/testing/world.ts'\nexport const f = world\n`,
    /only tests import testing/,
  ],
  [
    'product that needs the tools',
    'server/kernel/make.ts',
    `import { x } from '../../tools/x.ts'\nexport const m = x\n`,
    /does not need tools/,
  ],

  ['file called helpers', 'server/kernel/helpers.ts', `export const a = 1\n`, /says nothing/],
  ['file called date-utils', 'web/kernel/date-utils.ts', `export const a = 1\n`, /says nothing/],
  ['folder called common', 'server/kernel/common/ids.ts', `export const a = 1\n`, /says nothing/],
  ['file in camelCase', 'server/kernel/myClock.ts', `export const a = 1\n`, /kebab-case/],
  [
    'component called otherwise than its file',
    'web/ui/Badge.tsx',
    `export const Tag = () => null\n`,
    /exports what it is called/,
  ],
  ['default export', 'server/kernel/only.ts', `export default 1\n`, /named exports only/],
  ['@ts-ignore', 'server/kernel/loose.ts', `// @ts-ignore\nexport const a = 1\n`, /no @ts-ignore/],
  ['TODO without an issue', 'server/kernel/loose.ts', `// TODO later\nexport const a = 1\n`, /@TODO\(issue\)/],

  [
    'file of 301 lines',
    'server/kernel/long.ts',
    `export const a = [\n${'1,\n'.repeat(299)}]\n`,
    /301 lines, at most 300/,
  ],
  [
    'test of 601 lines',
    'server/kernel/long.test.ts',
    `export const a = [\n${'1,\n'.repeat(599)}]\n`,
    /601 lines, at most 600/,
  ],
  [
    'function of 61 lines',
    'server/kernel/long.ts',
    `export function long() {\n${'  void 0\n'.repeat(59)}}\n`,
    /long has 61 lines/,
  ],
  [
    'arrow function of 61 lines',
    'server/kernel/long.ts',
    `export const long = () => {\n${'  void 0\n'.repeat(59)}}\n`,
    /long has 61 lines/,
  ],
  [
    'function of 4 parameters',
    'server/kernel/wide.ts',
    `export const wide = (a: 1, b: 1, c: 1, d: 1) => [a, b, c, d]\n`,
    /wide takes 4 parameters/,
  ],
  ['runtime cycle', 'server/kernel/a.ts', `import { a } from './a.ts'\nexport const b = a\n`, /import each other/],

  [
    'query of another schema',
    'server/features/chats/who.ts',
    tx('select name from people.person'),
    /people\.person belongs to people/,
  ],
  [
    'join of another schema',
    'server/features/chats/who.ts',
    tx('select 1 from chats.chat c join people.person p on p.id = c.id'),
    /belongs to people/,
  ],
  [
    'write to another schema',
    'server/features/chats/who.ts',
    tx('insert into people.person (id) values (${1})'),
    /belongs to people/,
  ],
  ['function of another schema', 'server/features/chats/who.ts', tx('select people.card(${1})'), /belongs to people/],
  [
    'table without its schema',
    'server/features/chats/who.ts',
    tx('select id from person'),
    /write the schema of person/,
  ],
  ['kernel that reads a feature', 'server/kernel/spy.ts', tx('select id from chats.message'), /belongs to chats/],
  [
    'SQL from a template',
    'server/features/chats/glue.ts',
    'export const sql = (id: string) => `select id from chats.chat where id = ${id}`\n',
    /not made from strings/,
  ],
  [
    'SQL from a sum',
    'server/features/chats/glue.ts',
    `export const sql = (id: string) => 'delete from chats.chat where id = ' + id\n`,
    /not made from strings/,
  ],
  [
    'SQL from a sum in the kernel',
    'server/kernel/glue.ts',
    `export const sql = (id: string) => 'delete from kernel.frame where id = ' + id\n`,
    /not made from strings/,
  ],
  [
    'tx called like a function',
    'server/features/chats/glue.ts',
    `export const run = (ctx: any, sql: any) => ctx.tx.many(sql)\n`,
    /not made from strings/,
  ],
  [
    'client.query in a feature',
    'server/features/chats/glue.ts',
    `export const run = (client: any) => client.query('vacuum')\n`,
    /not made from strings/,
  ],

  [
    'roles.includes',
    'server/features/chats/rights.ts',
    `export const may = (p: any) => p.roles.includes('admin')\n`,
    /no role test/,
  ],
  [
    'roles.some',
    'web/features/chats/rights.ts',
    `export const may = (p: any) => p.roles.some((r: string) => r === 'x')\n`,
    /no role test/,
  ],
  [
    'role === ',
    'web/features/chats/rights.ts',
    `export const may = (role: string) => role === 'teacher'\n`,
    /no role test/,
  ],
  [
    'person.role !== ',
    'server/kernel/rights.ts',
    `export const may = (p: any) => p.role !== 'pupil'\n`,
    /no role test/,
  ],
  [
    'roles[0] === ',
    'server/kernel/rights.ts',
    `export const may = (p: any) => p.roles[0] === 'pupil'\n`,
    /no role test/,
  ],
  [
    'a list that includes the role',
    'server/kernel/rights.ts',
    `export const may = (p: any) => ['pupil'].includes(p.role)\n`,
    /no role test/,
  ],
  [
    'columns.has',
    'server/features/chats/rights.ts',
    `export const may = (a: any) => a.columns.has('AD')\n`,
    /no role test/,
  ],
  [
    'switch over roles',
    'contract/chats-rights.ts',
    `export const may = (role: string) => { switch (role) { default: return 1 } }\n`,
    /no role test/,
  ],

  [
    'dangerouslySetInnerHTML',
    'web/features/chats/Raw.tsx',
    `export const Raw = () => <p dangerouslySetInnerHTML={{ __html: '' }} />\n`,
    /no raw HTML/,
  ],
  [
    'dangerouslySetInnerHTML in an object',
    'web/features/chats/raw.ts',
    `export const raw = { dangerouslySetInnerHTML: { __html: '' } }\n`,
    /no raw HTML/,
  ],
  ['innerHTML', 'web/kernel/raw.ts', `export const raw = (e: Element) => { e.innerHTML = 'x' }\n`, /no raw HTML/],
  [
    'insertAdjacentHTML',
    'web/kernel/raw.ts',
    `export const raw = (e: Element) => e.insertAdjacentHTML('beforeend', 'x')\n`,
    /no raw HTML/,
  ],
  [
    'code from text',
    'server/kernel/run.ts',
    `export const run = (s: string) => new Function(s)\n`,
    /no code is made from text/,
  ],
  ['setTimeout in a test', 'server/kernel/clock.test.ts', `setTimeout(() => {}, 5)\n`, /never for time/],
  [
    'timers in a test',
    'server/kernel/clock.test.ts',
    `import { setTimeout as rest } from 'node:timers/promises'\nawait rest(1)\n`,
    /never for time/,
  ],
  [
    'waitForTimeout in a scenario',
    'e2e/story.ts',
    `export const s = (page: any) => page.waitForTimeout(9)\n`,
    /never for time/,
  ],
  ['repeated repetition', 'server/kernel/slow.ts', `export const slow = /^(\\w+)+$/\n`, /repeats a repetition/],
  [
    'regular expression from text',
    'web/kernel/find.ts',
    `export const find = (text: string) => new RegExp(text)\n`,
    /no regular expression from text/,
  ],
  [
    'environment read in the kernel',
    'server/kernel/port.ts',
    `export const port = process.env['PORT']\n`,
    /only server\/main.ts reads the environment/,
  ],

  ['migration without a number', 'migrations/polls.sql', ``, /NNNN-name\.sql/],
  ['two migrations of one number', 'migrations/0001-polls.sql', ``, /the same number/],
]

describe('planted violations', () => {
  for (const [name, path, text, wanted] of plants) {
    test(name, async () => {
      const found = await violationsWith({ [path]: text })
      assert.ok(
        found.some((one) => wanted.test(one)),
        `not caught: ${found.join('; ') || 'nothing found'}`,
      )
    })
  }

  test('runtime cycle over three files', async () => {
    const found = await violationsWith({
      'server/kernel/a.ts': `import { b } from './b.ts'\nexport const a = b\n`,
      'server/kernel/b.ts': `export { c as b } from './c.ts'\n`,
      'server/kernel/c.ts': `import { type A } from './a.ts'\nexport const c = 1 as unknown as A\n`,
    })
    assert.match(found.join(), /import each other at runtime/)
  })
})

describe('what is allowed', () => {
  const allowed: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    [
      'a cycle of types only',
      {
        'server/kernel/a.ts': `import type { B } from './b.ts'\nexport type A = B\n`,
        'server/kernel/b.ts': `import type { A } from './a.ts'\nexport type B = A | 1\n`,
      },
    ],
    [
      'a lower feature that is not named but reached',
      {
        'server/features/polls/index.ts': `import { people } from '#server/features/people/index.ts'\nexport const polls = people\n`,
      },
    ],
    [
      'own tables, functions of PostgreSQL and of the kernel, names made by with',
      {
        'server/features/chats/own.ts': tx(
          'with fresh as (insert into chats.message (id) select unnest(${1}::uuid[]) returning id), old as (select 1) select f.id, kernel.school(), extract(epoch from m.at) from fresh f join chats.message m using (id), lateral jsonb_each(m.x) where m.a is distinct from m.b for update of m',
        ),
      },
    ],
    [
      'a word that is no role',
      { 'web/kernel/kind.ts': `export const isPupil = (link: any) => link.kind === 'pupil'\n` },
    ],
    ['a service worker', { 'web/kernel/service-worker.ts': `export const start = 1\n` }],
    [
      'a sentence that begins like SQL',
      { 'server/kernel/words.ts': `export const words = 'Select a class and delete it.'\n` },
    ],
  ]
  for (const [name, planted] of allowed) {
    test(name, async () => assert.deepEqual(await violationsWith(planted), []))
  }
})

test('house.ts that is no DAG is refused', () => {
  const house = [
    { name: 'people', purpose: 'p', uses: ['chats'] },
    { name: 'chats', purpose: 'c', uses: ['people'] },
  ]
  assert.throws(() => planOf(house), /must stand above/)
})

test('upserts, deletes and updates are read too', () => {
  const schemas = new Set(['chats', 'people', 'kernel'])
  const read = (sql: string) => foreignTables(sql, 'chats', schemas)
  assert.deepEqual(read('insert into chats.seat as s (id) values ($) on conflict (id) do update set read = $'), [])
  assert.deepEqual(read('update seat set read = $'), ['write the schema of seat: chats.seat'])
  assert.equal(read('delete from chats.seat s using people.person p where p.id = s.id').length, 1)
  assert.deepEqual(read("select 'from people.person' -- from people.person\n from chats.chat"), [])
  assert.equal(read('select 1 from chats.chat where exists (select from people.person)').length, 1)
})

test('a repetition may be repeated only where each round begins with a sure sign', () => {
  for (const slow of [
    '(a+)+',
    '(a*)*',
    '(?:a+|b)*',
    '(\\s*\\w*)*',
    '([a-z]+){2,}',
    '((a+)?)+',
    '(?<x>a+)*',
    '^(([a-z])+.)+$|(a+)+',
  ]) {
    assert.equal(hasRepeatedRepetition(slow), true, slow)
  }
  for (const fine of [
    '(-[a-z]+)*',
    '[(a+)+]',
    '\\(a+\\)+',
    '(ab|c)*',
    '(a+)?',
    '(a+){2}',
    '(?=a+)b*',
    '(?:\\/[^/]+)*',
    '\\p{L}+(\\.\\p{L}+)*',
  ]) {
    assert.equal(hasRepeatedRepetition(fine), false, fine)
  }
})

test('proportions: median, nine of ten, and browser tests are judged', () => {
  assert.deepEqual(proportionViolations({ median: 60, ninth: 200, browserTests: 0.3 }), [])
  assert.equal(proportionViolations({ median: 61, ninth: 201, browserTests: 0.29 }).length, 3)
  const root = mkdtempSync(join(tmpdir(), 'house-'))
  const lines = (n: number) => 'export {}\n'.repeat(n)
  const files = { 'house.ts': lines(1), 'web/a.ts': lines(10), 'web/a.test.ts': lines(2), 'e2e/b.ts': lines(3) }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  assert.deepEqual(proportionsOf(readTree(root)), { median: 10, ninth: 10, browserTests: 0.5 })
  rmSync(root, { recursive: true })
})
