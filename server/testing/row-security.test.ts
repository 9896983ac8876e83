/** Row-level security as second guard (SAFETY.md §2): read from the catalogue of the database, and tried. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import * as chats from '#contract/chats.ts'
import { newId } from '#server/kernel/ids.ts'
import { foundSchool, type School } from './school.ts'
import { createWorld, type World } from './world.ts'

let world: World
let app: pg.Client
let school: School

before(async () => {
  world = await createWorld()
  school = await foundSchool(world)
  const classId = await school.makeClass('7Б')
  const teacher = await school.hire('teacher')
  await school.assign(classId, teacher)
  await school.addParent(await school.enrol(classId))
  const { chats: known } = await world.do(teacher.browser, chats.list, {})
  await world.do(teacher.browser, chats.send, {
    id: newId(),
    chatId: known.find((chat) => chat.kind === 'class')!.id,
    text: 'Доброе утро!',
    replyTo: null,
  })
  app = new pg.Client({ connectionString: world.urls.app })
  await app.connect()
})
after(async () => {
  await app.end()
  await world.close()
})

/** Tables of no school, each with its reason. */
const ofNoSchool = {
  'accounts.account': 'an account may have persons in several schools; found by its session',
  'accounts.challenge': 'of a session',
  'accounts.login_code': 'of an account',
  'accounts.operator_link': 'of the operator',
  'accounts.passkey': 'of an account',
  'accounts.phone': 'of an account',
  'accounts.phone_code': 'of a session, before anybody is known',
  'accounts.recovery_code': 'of an account',
  'accounts.session': 'precedes account and school',
  'accounts.session_account': 'of a session',
  'accounts.totp': 'of an account',
  'accounts.verified_phone': 'of a session',
  'kernel.counter': 'limits hold across schools',
  'kernel.migration': 'the owner’s own',
  'kernel.store': 'the id of the store',
  'kernel.upload': 'of a session, until a feature claims it',
}

/** Functions that run as their owner, past row-level security; each looks after itself and answers little. */
const pastSecurity = {
  'accounts.find_session': 'a session by its hash, before anybody is known',
  'chats.mark_read': 'the read mark in one round trip, with its own check of membership',
  'chats.send_batch': 'the sender: a batch spans schools, and it checks session and membership itself',
  'graphile_worker.enqueue': 'the worker’s own: a job within the transaction that wants it',
  'invites.find_secret': 'an invitation by the hash of its secret: ids only',
  'invites.of_account': 'join requests of an account in all schools: ids only',
  'kernel.prune_frames': 'removes frames that no catch-up reads, in all schools; answers how many',
  'people.acting': 'who of these may act, for the sender',
  'people.enter': 'opens the context of a call',
  'people.of_account': 'persons of an account in all schools: ids only',
  'schools.find_application': 'an application by the hash of its private link: its id',
}

/** Policies beside the usual one. */
const otherPolicies = {
  'kernel.ledger': ['true', '((school_id = kernel.school()) OR kernel.is_operator())'],
  'schools.application': [
    "(kernel.is_operator() OR (school_id = kernel.school()) OR (id = (NULLIF(current_setting('app.application'::text, true), ''::text))::uuid))",
  ],
  'schools.school': ['((id = kernel.school()) OR kernel.is_operator())'],
}
const usual = ['(school_id = kernel.school())']

interface Table {
  readonly name: string
  readonly hasSchool: boolean
  readonly isSecured: boolean
  readonly policies: string[]
}

const isOurs = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker')`

async function tables(): Promise<Table[]> {
  const { rows } = await world.owner.query<Table>(
    `select n.nspname || '.' || c.relname as name, c.relrowsecurity as "isSecured",
       c.oid = 'schools.school'::regclass or exists (
         select from pg_attribute a where a.attrelid = c.oid and a.attname = 'school_id' and not a.attisdropped) as "hasSchool",
       array(select coalesce(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
             from pg_policy p where p.polrelid = c.oid order by p.polname) as policies
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and ${isOurs} order by 1`,
  )
  return rows
}

/** Rows that the application sees of each table of a school, in this context. */
async function seen(context: Record<string, string>): Promise<Map<string, number>> {
  await app.query('begin')
  for (const [name, value] of Object.entries(context)) await app.query('select set_config($1, $2, true)', [name, value])
  const counts = new Map<string, number>()
  for (const { name } of (await tables()).filter((table) => table.hasSchool)) {
    const { rows } = await app.query<{ count: number }>(`select count(*)::integer as count from ${name}`)
    counts.set(name, rows[0]!.count)
  }
  await app.query('rollback')
  return counts
}

const filled = (counts: Map<string, number>) => [...counts].filter(([, count]) => count > 0).map(([name]) => name)

test('every table of a school is secured by school', async () => {
  for (const { name, hasSchool, isSecured, policies } of await tables()) {
    if (!hasSchool) continue
    assert.ok(isSecured, name)
    assert.deepEqual(policies, otherPolicies[name as keyof typeof otherPolicies] ?? usual, name)
  }
})

test('every other table stands on the list of those that no school has', async () => {
  const others = (await tables()).filter((table) => !table.hasSchool).map((table) => table.name)
  assert.deepEqual(others, Object.keys(ofNoSchool))
})

test('without a context no table of a school shows a row, with another school’s neither', async () => {
  assert.deepEqual(filled(await seen({})), [])
  assert.deepEqual(filled(await seen({ 'app.school': newId() })), [])
  const own = filled(await seen({ 'app.school': school.id }))
  for (const name of ['people.person', 'classes.enrolment', 'chats.message', 'kernel.frame', 'schools.school'])
    assert.ok(own.includes(name), `${name} is seen in its own school`)
})

test('nothing can be written into another school', async () => {
  const other = newId()
  for (const [statement, values] of [
    ['insert into people.person (id, school_id, surname, name) values ($1, $2, $3, $3)', [newId(), other, 'Пак']],
    ['update people.person set school_id = $1', [other]],
  ] as const) {
    await app.query('begin')
    await app.query(`select set_config('app.school', $1, true)`, [school.id])
    await assert.rejects(app.query(statement, [...values]), /row-level security/)
    await app.query('rollback')
  }
})

test('the application owns nothing, may step around nothing and makes nothing', async () => {
  const { rows } = await world.owner.query<{ what: string }>(
    `with app as (select * from pg_roles where rolname = 'peremena_app')
     select 'relation ' || c.relname as what from pg_class c join app on c.relowner = app.oid
     union all select 'function ' || p.proname from pg_proc p join app on p.proowner = app.oid
     union all select 'schema ' || n.nspname from pg_namespace n join app on n.nspowner = app.oid
     union all select 'role' from app where rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
     union all select 'member of ' || m.roleid::regrole from pg_auth_members m join app on m.member = app.oid
     union all select 'may create in ' || n.nspname from pg_namespace n
       where n.nspname !~ '^pg_' and has_schema_privilege('peremena_app', n.oid, 'create')
     union all select 'may ' || privilege || ' ' || c.relname from pg_class c
       join pg_namespace n on n.oid = c.relnamespace, unnest(array['truncate', 'references', 'trigger']) as t(privilege)
       where c.relkind = 'r' and has_table_privilege('peremena_app', c.oid, privilege) and ${isOurs}`,
  )
  assert.deepEqual(rows, [])
})

test('views look with the eyes of who asks', async () => {
  const { rows } = await world.owner.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('v', 'm') and ${isOurs} and not coalesce(c.reloptions @> array['security_invoker=true'], false)`,
  )
  assert.deepEqual(rows, [])
})

test('the functions that run as their owner are those on the list, each with a fixed search path', async () => {
  const { rows } = await world.owner.query<{ name: string; settings: string[] | null }>(
    `select n.nspname || '.' || p.proname as name, p.proconfig as settings
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where p.prosecdef and n.nspname !~ '^pg_' order by 1`,
  )
  for (const { name, settings } of rows) assert.ok(settings?.includes('search_path=pg_catalog, pg_temp'), name)
  assert.deepEqual(
    rows.map((row) => row.name),
    Object.keys(pastSecurity),
  )
})
