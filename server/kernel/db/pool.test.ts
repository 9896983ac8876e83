import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { makeTestDatabase } from '#server/testing/test-database.ts'
import { Database } from './pool.ts'
import { statementOf } from './tx.ts'

let db: Database
let owner: pg.Pool
/** The same role on another connection: it may cut the others. */
let cutter: pg.Client
const logged: Error[] = []

before(async () => {
  const urls = await makeTestDatabase('nothing')
  owner = new pg.Pool({ connectionString: urls.owner, max: 2 })
  owner.on('error', () => undefined)
  await owner.query(`
    create table note (id bigint primary key, text text not null, at timestamptz default now(), body jsonb);
    grant all on note to peremena_app`)
  cutter = new pg.Client({ connectionString: urls.app })
  await cutter.connect()
  db = new Database({ connectionString: urls.app, max: 3 }, (error) => void logged.push(error))
})

after(async () => {
  await db.close()
  await cutter.end()
  await owner.end()
})

const notes = async () => (await db.now.many<{ id: number }>`select id from note order by id`).map((row) => row.id)
const clear = async () => void (await db.now.run`delete from note`)
/** The connection that a statement runs on. */
const backend = async (tx: Database['now']) => (await tx.one<{ pid: number }>`select pg_backend_pid() as pid`).pid

test('a transaction that throws leaves nothing, and its connection is used again', async () => {
  await clear()
  await assert.rejects(
    db.transaction('write', async (tx) => {
      await tx.run`insert into note (id, text) values (1, 'a')`
      throw new Error('no')
    }),
    /no/,
  )
  assert.deepEqual(await notes(), [])
  await db.transaction('write', async (tx) => void (await tx.run`insert into note (id, text) values (2, 'b')`))
  assert.deepEqual(await notes(), [2])
})

test('a failed statement whose error was swallowed is no success', async () => {
  await clear()
  await assert.rejects(
    db.transaction('write', async (tx) => {
      await tx.run`insert into note (id, text) values (1, 'a')`
      await tx.run`insert into note (id, text) values (1, 'again')`.catch(() => undefined)
    }),
    /nothing was committed/,
  )
  assert.deepEqual(await notes(), [])
})

test('a query sees one snapshot and may not write', async () => {
  await clear()
  await db.transaction('read', async (tx) => {
    const before = await tx.many`select id from note`
    await db.now.run`insert into note (id, text) values (1, 'a')`
    assert.deepEqual(await tx.many`select id from note`, before)
  })
  await assert.rejects(
    db.transaction('read', async (tx) => tx.run`insert into note (id, text) values (2, 'b')`),
    /read-only/,
  )
})

test('a connection that is cut between two statements fails its transaction only, and never the process', async () => {
  await clear()
  await assert.rejects(
    db.transaction('write', async (tx) => {
      await tx.run`insert into note (id, text) values (1, 'a')`
      const { rows } = await cutter.query('select pg_terminate_backend($1, 5000) as gone', [await backend(tx)])
      assert.equal(rows[0].gone, true)
      await tx.run`insert into note (id, text) values (2, 'b')`
    }),
    /terminat|not queryable/,
  )
  assert.deepEqual(await notes(), [])
})

test('connections that broke do not go back to the pool', async () => {
  await clear()
  for (let round = 0; round < 6; round++) {
    await assert.rejects(
      db.transaction('write', async (tx) => {
        const pid = await backend(tx)
        await cutter.query('select pg_terminate_backend($1, 5000)', [pid])
        await tx.run`select 1`
      }),
      /terminat|not queryable/,
    )
  }
  const results = await Promise.all(Array.from({ length: 6 }, () => db.transaction('write', async (tx) => backend(tx))))
  assert.equal(results.length, 6)
})

test('idle connections that are cut are logged and replaced', async () => {
  await clear()
  await Promise.all([1, 2, 3].map(() => db.transaction('read', async (tx) => tx.run`select 1`)))
  await cutter.query(`select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where usename = current_user and datname = current_database() and pid <> pg_backend_pid()`)
  assert.deepEqual(await notesWhenBack(), [])
  assert.ok(logged.length > 0)
})

/** A connection whose end has not been noticed yet may still be handed out once. */
async function notesWhenBack(): Promise<number[]> {
  for (let tries = 0; tries < 4; tries++) {
    try {
      return await notes()
    } catch (error) {
      assert.match(String(error), /terminat|not queryable/)
    }
  }
  return notes()
}

test('values are parameters: a text cannot become a statement', async () => {
  await clear()
  const nasty = `'); drop table note; -- $1 \${x} "; \\ %s`
  await db.now.run`insert into note (id, text) values (${1}, ${nasty})`
  assert.equal((await db.now.one<{ text: string }>`select text from note where id = ${1}`).text, nasty)
})

test('one is exactly one row, maybe is none or one, run counts', async () => {
  await clear()
  await assert.rejects(db.now.one`select id from note`, /Expected one row, got 0/)
  assert.equal(await db.now.maybe`select id from note`, undefined)
  assert.equal(await db.now.run`insert into note (id, text) select n, 'x' from generate_series(1, 3) n`, 3)
  await assert.rejects(db.now.one`select id from note`, /Expected one row, got 3/)
  await assert.rejects(db.now.maybe`select id from note`, /at most one row, got 3/)
})

test('int8 arrives as a number, an instant as milliseconds, jsonb parsed', async () => {
  await clear()
  const at = Date.UTC(2026, 8, 1, 5, 30, 0, 123)
  await db.now
    .run`insert into note (id, text, at, body) values (${2 ** 40}, 'x', ${new Date(at)}, ${JSON.stringify({ a: [1] })}::jsonb)`
  const row = await db.now.one`select id, at, body from note`
  assert.deepEqual(row, { id: 2 ** 40, at, body: { a: [1] } })
})

test('each call site is one prepared statement of its own name', async () => {
  const shape = (strings: TemplateStringsArray, ..._values: unknown[]) => statementOf(strings)
  const twice = [1, 2].map((value) => shape`select ${value}::int`)
  assert.equal(twice[0], twice[1])
  assert.equal(twice[0]?.text, 'select $1::int')
  assert.notEqual(shape`select ${1}::int`.name, shape`select ${1}::bigint`.name)
  assert.ok((twice[0]?.name.length ?? 99) < 64)
})

test('every statement is told to who counts them', async () => {
  const texts: string[] = []
  db.listener = (text) => void texts.push(text)
  await db.transaction('read', async (tx) => tx.run`select ${1}::int`)
  db.listener = undefined
  assert.deepEqual(texts, ['select $1::int'])
})
