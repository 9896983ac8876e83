import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { StartRefusal } from '#server/kernel/config/start-refusal.ts'
import { withClient } from '#server/kernel/db/client.ts'
import { until } from '#server/testing/until.ts'
import { findBinaries } from './binaries.ts'
import { databaseOf, withDatabase } from './database-urls.ts'
import { type Embedded, openEmbedded } from './embedded.ts'
import { checkExternal } from './external.ts'
import { takeNameLock, waitForNameLock } from './name-lock.ts'
import { dropDatabase, provisionDatabase } from './provision.ts'

/** mkdtemp makes it 0700: as root this is the folder that an ordinary second user could not enter. */
const home = mkdtempSync(join(tmpdir(), 'pg-'))
const opened = new Set<Embedded>()
after(async () => {
  for (const one of opened) await one.stop()
  rmSync(home, { recursive: true, force: true })
})

async function open(name: string, said: string[] = []): Promise<Embedded> {
  const one = await openEmbedded({
    folder: join(home, name),
    purpose: 'serve',
    say: (sentence) => void said.push(sentence),
  })
  opened.add(one)
  return one
}

async function close(one: Embedded): Promise<void> {
  opened.delete(one)
  await one.stop()
}

function pidOf(name: string): number {
  return Number(readFileSync(join(home, name, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
}

async function ask(url: string, statement: string): Promise<string> {
  return withClient(url, async (client) => String(Object.values((await client.query(statement)).rows[0])[0]))
}

test('data survives a stop, and the second start makes nothing anew', async () => {
  const said: string[] = []
  const first = await open('kept', said)
  await withClient(first.urls('peremena').owner, (owner) => owner.query('create table bells as select 7 as rings'))
  await close(first)
  assert.equal(existsSync(join(home, 'kept', 'postgres', 'postmaster.pid')), false)
  const second = await open('kept', said)
  assert.equal(await ask(second.urls('peremena').owner, 'select rings from bells'), '7')
  assert.deepEqual(said, ['Создаю базу данных …'])
  assert.equal(second.isAdopted, false)
  await close(second)
})

test('the serving role owns nothing, sees row-level security and has its guards; the worker may only make its schema', async () => {
  const one = await open('roles')
  const { app, worker, owner } = one.urls('peremena')
  assert.equal(
    await ask(app, "select current_setting('lock_timeout') || ' ' || current_setting('statement_timeout')"),
    '2s 10s',
  )
  assert.equal(
    await ask(app, 'select rolsuper or rolbypassrls or rolcreatedb from pg_roles where rolname = current_user'),
    'false',
  )
  await assert.rejects(ask(app, 'create table public.mine (id int)'), /permission denied/)
  await assert.rejects(ask(app, 'create schema mine'), /permission denied/)
  await withClient(worker, (client) => client.query('create schema graphile_worker'))
  await assert.rejects(ask(worker, 'create table public.mine (id int)'), /permission denied/)
  assert.equal(
    await ask(owner, "select pg_get_userbyid(datdba) from pg_database where datname = 'peremena'"),
    'peremena_owner',
  )
  assert.equal(
    await ask(
      owner,
      "select current_setting('ssl') || current_setting('fsync') || current_setting('listen_addresses')",
    ),
    'offon',
  )
  await close(one)
})

test('passwords are for their owner only, and nobody comes in without one', async () => {
  const one = await open('closed')
  const mode = (path: string) => (statSync(join(home, 'closed', path)).mode & 0o777).toString(8)
  assert.deepEqual(
    [mode('secrets'), mode('secrets/postgres.json'), mode('run'), mode('postgres')],
    ['700', '600', '700', '700'],
  )
  await assert.rejects(
    ask(one.urls('peremena').app.replace(/:[^:@]*@/, ':wrong@'), 'select 1'),
    /password authentication failed/,
  )
  await close(one)
})

test('a server that outlived us is taken over with its data', async () => {
  const first = await open('outlived')
  first.leave()
  const pid = pidOf('outlived')
  const second = await open('outlived')
  assert.equal(second.isAdopted, true)
  assert.equal(pidOf('outlived'), pid)
  assert.equal(await ask(second.urls('peremena').app, 'select 1'), '1')
  await close(second)
  opened.delete(first)
  await until(() => !existsSync(`/proc/${pid}`))
})

test('after kill -9 of PostgreSQL it is back on the same address, with everything that was committed', async () => {
  const said: string[] = []
  const one = await open('killed', said)
  const { owner } = one.urls('peremena')
  await withClient(owner, (client) => client.query('create table bells as select 1 as rings'))
  const pid = pidOf('killed')
  process.kill(pid, 'SIGKILL')
  await until(async () => {
    const back = await ask(owner, 'select rings from bells').catch(() => 'not yet')
    return back === '1' && pidOf('killed') !== pid
  })
  assert.deepEqual(said.at(-1), 'PostgreSQL остановился; запускаю снова …')
  await close(one)
})

test('after everything was killed with -9 the next start recovers', async () => {
  const first = await open('dead')
  await withClient(first.urls('peremena').owner, (client) => client.query('create table bells as select 1 as rings'))
  first.leave()
  opened.delete(first)
  const pid = pidOf('dead')
  process.kill(pid, 'SIGKILL')
  await until(() => !existsSync(`/proc/${pid}`))
  const second = await open('dead')
  assert.equal(await ask(second.urls('peremena').owner, 'select rings from bells'), '1')
  await close(second)
})

test('a stale postmaster.pid whose number another process got does not keep it from starting', async () => {
  await close(await open('stale'))
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  await once(stranger, 'spawn')
  const cluster = join(home, 'stale', 'postgres')
  writeFileSync(join(cluster, 'postmaster.pid'), [stranger.pid, cluster, 1, 5432, '', '', '', 'ready', ''].join('\n'))
  const one = await open('stale')
  assert.equal(one.isAdopted, false)
  assert.equal(await ask(one.urls('peremena').app, 'select 1'), '1')
  assert.equal(stranger.exitCode, null)
  stranger.kill('SIGKILL')
  await close(one)
})

test('a folder whose path is too long for a socket gets a socket elsewhere', async () => {
  const one = await open('long'.repeat(30))
  assert.equal(await ask(one.urls('peremena').app, 'select 1'), '1')
  const elsewhere = /host=(.*\/peremena-[0-9a-f]{12})&/.exec(decodeURIComponent(one.urls('peremena').app))?.[1]
  assert.ok(elsewhere !== undefined && elsewhere.startsWith(tmpdir()))
  await close(one)
  assert.equal(existsSync(elsewhere), false)
})

test('data of another major version is refused and not touched', async () => {
  await close(await open('older'))
  writeFileSync(join(home, 'older', 'postgres', 'PG_VERSION'), '17\n')
  await assert.rejects(
    open('older'),
    (error) => error instanceof StartRefusal && /PostgreSQL 17.*PostgreSQL 18/.test(error.message),
  )
})

test('half a cluster, left by a kill during the first start, is made anew', async () => {
  const folder = join(home, 'half')
  execFileSync('mkdir', ['-p', join(folder, 'postgres.new', 'base')])
  writeFileSync(join(folder, 'postgres.new', 'PG_VERSION'), '18\n')
  const one = await open('half')
  assert.equal(await ask(one.urls('peremena').app, 'select 1'), '1')
  await close(one)
})

test('library links that npm did not make are made', () => {
  const link = join(findBinaries(), '..', 'lib', 'libecpg_compat.so')
  unlinkSync(link)
  try {
    findBinaries()
    assert.ok(existsSync(link))
  } finally {
    if (!existsSync(link)) symlinkSync('libecpg_compat.so.3.18', link)
  }
})

test('a database of the example is made, thrown away and made anew', async () => {
  const one = await open('example')
  const { owner } = one.urls('peremena_example')
  await one.asAdmin((admin) => provisionDatabase(admin, 'peremena_example'))
  await withClient(owner, (client) => client.query('create table bells ()'))
  await one.asAdmin((admin) => provisionDatabase(admin, 'peremena_example', { anew: true }))
  assert.equal(await ask(owner, "select to_regclass('bells') is null"), 'true')
  await one.asAdmin((admin) => dropDatabase(admin, 'peremena_example'))
  await assert.rejects(ask(owner, 'select 1'), /does not exist/)
  await close(one)
})

test('an own PostgreSQL is asked for exactly what it lacks', async () => {
  const one = await open('external')
  const urls = one.urls('peremena')
  await checkExternal(urls)
  const refused = async (wrong: Partial<typeof urls>, sentence: RegExp) =>
    assert.rejects(
      checkExternal({ ...urls, ...wrong }),
      (error) => error instanceof StartRefusal && sentence.test(error.message),
    )
  await refused({ app: urls.owner }, /роль должна называться peremena_app/)
  await refused({ worker: withDatabase(urls.worker, 'postgres') }, /ведут в разные базы/)
  await refused(
    { app: urls.app.replace(/:[^:@]*@/, ':wrong@') },
    /DATABASE_URL: сервер не принимает.*create role peremena_owner/s,
  )
  await refused({ owner: withDatabase(urls.owner, 'nowhere') }, /такой базы на сервере нет/)
  await one.asAdmin((admin) =>
    admin.query('alter role peremena_app bypassrls; alter role peremena_app reset statement_timeout'),
  )
  await refused({}, /alter role "peremena_app" nosuperuser nobypassrls;.*set statement_timeout = '10s'/s)
  await one.asAdmin((admin) => admin.query('revoke create on database peremena from peremena_worker'))
  await refused({}, /grant create on database "peremena" to "peremena_worker";/)
  await close(one)
})

test('two starts at once share one server', async () => {
  const [first, second] = await Promise.all([open('shared'), open('shared')])
  assert.deepEqual([first.isAdopted, second.isAdopted].sort(), [false, true])
  assert.deepEqual(first.urls('peremena'), second.urls('peremena'))
  first.leave()
  opened.delete(first)
  await close(second)
})

test('a lock names its holder, is handed on, and dies with its process', async () => {
  const mine = await waitForNameLock(home)
  assert.deepEqual(await takeNameLock(home), { heldBy: process.pid })
  const waiting = waitForNameLock(home)
  assert.ok('release' in mine)
  await mine.release()
  await (await waiting).release()
  const file = new URL('./name-lock.ts', import.meta.url).href
  const script = `import { takeNameLock } from ${JSON.stringify(file)}
    await takeNameLock(${JSON.stringify(home)}); console.log('taken'); setInterval(() => {}, 1000)`
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(holder.stdout, 'data')
  assert.deepEqual(await takeNameLock(home), { heldBy: holder.pid })
  holder.kill('SIGKILL')
  await (await waitForNameLock(home)).release()
})

test('the name of a database in an address is changed and read, passwords and sockets stay', () => {
  const url = 'postgresql://a:b%2Fc@/first?host=%2Frun&port=1'
  assert.equal(withDatabase(url, 'second'), 'postgresql://a:b%2Fc@/second?host=%2Frun&port=1')
  assert.equal(databaseOf('postgres://a:b@host:5432/школа'), 'школа')
})

test('a folder that cannot be written to is named in a sentence', async () => {
  writeFileSync(join(home, 'file'), '')
  await assert.rejects(open('file/below'), (error) => error instanceof StartRefusal && /file/.test(error.message))
})
