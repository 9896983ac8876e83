/** The contract file, the server folder with its test, and the migration of a new feature. */
import type { Plan } from './plan.ts'

/** Path below the root → text. */
export function serverFiles(plan: Plan, migration: string): Record<string, string> {
  const folder = `server/features/${plan.name}`
  return {
    [`contract/${plan.name}.ts`]: contractFile(plan),
    [`${folder}/index.ts`]: indexFile(plan),
    [`${folder}/access.ts`]: accessFile(plan),
    [`${folder}/tables.ts`]: tablesFile(plan),
    [`${folder}/store.ts`]: storeFile(plan),
    [`${folder}/list.ts`]: listFile(plan),
    [`${folder}/create.ts`]: createFile(plan),
    [`${folder}/${plan.name}.test.ts`]: testFile(plan),
    [`migrations/${migration}-${plan.name}.sql`]: migrationFile(plan),
  }
}

function contractFile({ name, one, purpose, read, write }: Plan): string {
  return `/** ${purpose}. */
import * as z from 'zod/mini'
import { command, entity, query } from './kernel/define.ts'
import { id, instant, line, nothing, personId } from './kernel/scalars.ts'

/** On \`${name}:SCHOOL\`; the same for every reader. */
export const ${one} = entity(
  '${one}',
  z.strictObject({ id, title: z.string(), createdBy: personId, createdAt: instant }),
)

/** Newest first. */
export const list = query('${name}.list', {
  input: nothing,
  output: z.strictObject({ ${name}: z.array(${one}.schema) }),
  errors: [],
  action: '${read}',
  caller: 'person',
  rate: 'read',
  audit: 'none',
})

/** The id is the client's: a retry answers with the first result. */
export const create = command('${name}.create', {
  input: z.strictObject({ id, title: line(200) }),
  output: z.strictObject({ ${one}: ${one}.schema }),
  errors: [],
  action: '${write}',
  caller: 'person',
  rate: 'write',
  audit: 'ledger',
})
`
}

function indexFile({ name, purpose }: Plan): string {
  return `/** ${purpose}. */
import { feature } from '#server/kernel/dispatch/feature.ts'
import { mayHear } from './access.ts'
import { createHandler } from './create.ts'
import { listHandler } from './list.ts'

export const ${name} = feature('${name}', {
  handlers: [listHandler, createHandler],
  topics: { ${name}: mayHear },
})
`
}

function accessFile({ name, read }: Plan): string {
  return `/** The doors to ${name}: how a person stands to those of a school. */
import type { Relation } from '#contract/kernel/policy.ts'
import type { Listener } from '#server/kernel/dispatch/feature.ts'
import { isOwnSchool } from './store.ts'

/** Row-level security shows no other school's, so whoever acts as a person of the school belongs to them. */
export const ofOwnSchool: Relation = { school: true, member: true }

/** \`${name}:SCHOOL\` */
export async function mayHear({ tx, may }: Listener, schoolId: string): Promise<boolean> {
  return may('${read}', ofOwnSchool) === 'yes' && isOwnSchool(tx, schoolId)
}
`
}

function tablesFile({ name, One }: Plan): string {
  return `/** Rows of the PostgreSQL schema \`${name}\` as the feature reads them. */
export interface ${One}Row {
  readonly id: string
  readonly title: string
  readonly created_by: string
  /** Milliseconds since 1970. */
  readonly created_at: number
}
`
}

function storeFile({ name, one, Name, One }: Plan): string {
  return `import type { ValueOf } from '#contract/kernel/define.ts'
import type { ${one} } from '#contract/${name}.ts'
import type { Tx } from '#server/kernel/db/tx.ts'
import type { ${One}Row } from './tables.ts'

/** Newest first. */
export async function find${Name}(tx: Tx): Promise<${One}Row[]> {
  return tx.many<${One}Row>\`
    select id, title, created_by, created_at from ${name}.${one}
    where school_id = kernel.school() order by created_at desc, id desc\`
}

export async function find${One}(tx: Tx, id: string): Promise<${One}Row | undefined> {
  return tx.maybe<${One}Row>\`select id, title, created_by, created_at from ${name}.${one} where id = \${id}\`
}

/** Nothing where the id is taken. */
export async function insert${One}(tx: Tx, row: ${One}Row): Promise<${One}Row | undefined> {
  return tx.maybe<${One}Row>\`
    insert into ${name}.${one} (id, school_id, title, created_by, created_at)
    values (\${row.id}, kernel.school(), \${row.title}, \${row.created_by}, \${new Date(row.created_at)})
    on conflict (id) do nothing
    returning id, title, created_by, created_at\`
}

export async function isOwnSchool(tx: Tx, schoolId: string): Promise<boolean> {
  const { own } = await tx.one<{ own: boolean }>\`select kernel.school() = \${schoolId}::uuid as own\`
  return own
}

/** The entity of a row. */
export function shown(row: ${One}Row): ValueOf<typeof ${one}> {
  return { id: row.id, title: row.title, createdBy: row.created_by, createdAt: row.created_at }
}
`
}

function listFile({ name, Name, read }: Plan): string {
  return `import { list } from '#contract/${name}.ts'
import { actingPerson } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { ofOwnSchool } from './access.ts'
import { find${Name}, shown } from './store.ts'

export const listHandler = handle(list, async (ctx) => {
  ctx.demand('${read}', ofOwnSchool, true)
  ctx.live.mark(\`${name}:\${actingPerson(ctx).schoolId}\`)
  return { ${name}: (await find${Name}(ctx.tx)).map(shown) }
})
`
}

function createFile({ name, one, One, write }: Plan): string {
  return `import { create, ${one} } from '#contract/${name}.ts'
import { actingPerson } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { ofOwnSchool } from './access.ts'
import { find${One}, insert${One}, shown } from './store.ts'

export const createHandler = handle(create, async (ctx, { id, title }) => {
  ctx.demand('${write}', ofOwnSchool, true)
  const { id: personId, schoolId } = actingPerson(ctx)
  const made = await insert${One}(ctx.tx, { id, title, created_by: personId, created_at: ctx.now })
  if (!made) {
    const first = await find${One}(ctx.tx, id)
    return { ${one}: shown(first ?? ctx.refuse('not_found')) }
  }
  ctx.live.put(\`${name}:\${schoolId}\`, ${one}, shown(made))
  ctx.ledger({ subject: \`${one}:\${id}\` })
  return { ${one}: shown(made) }
})
`
}

function testFile(plan: Plan): string {
  const { name, one, maker } = plan
  return `import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import * as ${name} from '#contract/${name}.ts'
import { applyFrames, hold } from '#server/testing/live.ts'
import { foundSchool, type School } from '#server/testing/school.ts'
import { type Browser, createWorld, newBrowser, type World } from '#server/testing/world.ts'

describe('${name}', () => {
  let world: World
  let school: School
  let maker: Browser
  before(async () => {
    world = await createWorld()
    school = await foundSchool(world)
    maker = (await school.hire('${maker}')).browser
  })
  after(() => world.close())

  test('what one made, all of the school see', async () => {
    const { browser: reader } = await school.hire('${maker}')
    const id = randomUUID()
    const made = await world.do(maker, ${name}.create, { id, title: 'Первое' })
    const seen = await world.do(reader, ${name}.list, {})
    assert.deepEqual(seen.${name}.find((one) => one.id === id), made.${one})
  })

  test('another school sees nothing of it', async () => {
    const { browser: stranger } = await (await foundSchool(world, 'Другая школа')).hire('${maker}')
    await world.do(maker, ${name}.create, { id: randomUUID(), title: 'Своё' })
    assert.deepEqual((await world.do(stranger, ${name}.list, {})).${name}, [])
  })
${refusalTest(plan)}
  test('who is not signed in learns nothing', async () => {
    assert.equal(await world.refused(newBrowser(), ${name}.list, {}), 'unauthorized')
  })

  test('a retry answers with the first result', async () => {
    const id = randomUUID()
    const first = await world.do(maker, ${name}.create, { id, title: 'Раз' })
    assert.deepEqual(await world.do(maker, ${name}.create, { id, title: 'Два' }), first)
  })

  test('what was known and the frames since are what is fetched', async () => {
    const topic = \`${name}:\${school.id}\`
    const before = await world.ask(maker, ${name}.list, {})
    const held = hold(before.value.${name}.map((one) => ['${one}', one]))
    await world.do(maker, ${name}.create, { id: randomUUID(), title: 'Новое' })
    await applyFrames(world, held, { topic, seq: before.marks[topic] ?? 0 })
    const after = await world.do(maker, ${name}.list, {})
    assert.deepEqual(held, hold(after.${name}.map((one) => ['${one}', one])))
  })
})
`
}

function refusalTest({ name, refused }: Plan): string {
  if (!refused) return ''
  return `
  test('${/^[ae]/.test(refused) ? 'an' : 'a'} ${refused} makes none', async () => {
    const { browser } = await school.hire('${refused}')
    assert.equal(await world.refused(browser, ${name}.create, { id: randomUUID(), title: 'Нельзя' }), 'forbidden')
  })
`
}

function migrationFile({ name, one, purpose }: Plan): string {
  return `-- ${purpose}.
create schema ${name};
grant usage on schema ${name} to peremena_app;

create table ${name}.${one} (
  id uuid primary key,
  school_id uuid not null,
  title text not null,
  created_by uuid not null,
  created_at timestamptz not null
);
create index ${one}_by_school on ${name}.${one} (school_id, created_at desc);
call kernel.tenant_table('${name}.${one}');
`
}
