/** The program as a whole, as a process of its own on a data folder of its own. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { withClient } from '#server/kernel/db/client.ts'
import { openEmbedded } from '#server/kernel/postgres/embedded.ts'
import { until } from '#server/testing/until.ts'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))
const home = mkdtempSync(join(tmpdir(), 'main-'))
const begun = new Set<ChildProcess>()
after(async () => {
  for (const child of begun) {
    child.kill('SIGINT')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
  rmSync(home, { recursive: true, force: true })
})

interface Program {
  readonly child: ChildProcess
  readonly said: () => string
  /** Exit code, once it has ended. */
  readonly ended: Promise<number | null>
}

function begin(environment: Record<string, string> = {}): Program {
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env
  const env = { ...inherited, DATA_DIR: join(home, 'data'), PORT: '0', ...environment }
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  begun.add(child)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (text += String(data)))
  const ended = once(child, 'close').then(([code]: (number | null)[]) => {
    begun.delete(child)
    return code ?? null
  })
  return { child, said: () => text, ended }
}

/** Its address, once it serves. */
async function served(program: Program): Promise<string> {
  const address = () => /Перемена работает: (\S+)/.exec(program.said())?.[1]
  await until(() => address() !== undefined || program.child.exitCode !== null)
  const found = address()
  assert.ok(found, program.said())
  return found
}

function postgresRuns(): boolean {
  return existsSync(join(home, 'data', 'postgres', 'postmaster.pid'))
}

test('it serves, prints what to open, and Ctrl+C stops all of it', async () => {
  const program = begin()
  const address = await served(program)
  assert.equal(await (await fetch(`${address}/healthz`)).text(), 'alive')
  assert.equal((await fetch(`${address}/readyz`)).status, 200)
  assert.match(program.said(), /ссылка на один раз\): http:\/\/localhost:\d+\/\S+/)
  assert.equal(postgresRuns(), true)
  // A press reaches us twice: from the terminal and from the launcher.
  program.child.kill('SIGINT')
  program.child.kill('SIGINT')
  assert.equal(await program.ended, 0)
  assert.equal(postgresRuns(), false)
})

test('a second start on the same folder says who is there and harms nothing', async () => {
  const first = begin()
  const address = await served(first)
  const second = begin()
  assert.equal(await second.ended, 1)
  assert.match(second.said(), new RegExp(`уже работает с папкой .*процесс ${first.child.pid}`))
  assert.equal((await fetch(`${address}/readyz`)).status, 200)
  first.child.kill('SIGTERM')
  assert.equal(await first.ended, 0)
})

test('after kill -9 the next start serves again', async () => {
  const killed = begin()
  await served(killed)
  killed.child.kill('SIGKILL')
  await killed.ended
  assert.equal(postgresRuns(), true)
  const next = begin()
  assert.equal((await fetch(`${await served(next)}/readyz`)).status, 200)
  next.child.kill('SIGINT')
  assert.equal(await next.ended, 0)
  assert.equal(postgresRuns(), false)
})

test('while PostgreSQL is gone it is not ready, and is again when PostgreSQL is back', async () => {
  const program = begin()
  const address = await served(program)
  const pid = () => Number(readFileSync(join(home, 'data', 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
  const killed = pid()
  process.kill(killed, 'SIGKILL')
  await until(async () => postgresRuns() && pid() !== killed && (await fetch(`${address}/readyz`)).status === 200)
  program.child.kill('SIGINT')
  assert.equal(await program.ended, 0)
})

/** What the first screen asks, as a browser on this machine does. */
async function ask(
  address: string,
  call: string,
): Promise<{ status: number; body: { value?: Record<string, unknown> } }> {
  const headers = { 'content-type': 'application/json', 'x-peremena': '1', origin: address }
  const answer = await fetch(`${address}/api/${call}`, { method: 'POST', headers, body: '{}' })
  return { status: answer.status, body: (await answer.json()) as { value?: Record<string, unknown> } }
}

/** While it goes over, the port is closed for a moment. */
async function modeIs(address: string, mode: string): Promise<boolean> {
  const { body } = await ask(address, 'setup.state').catch(() => ({ body: {} as { value?: Record<string, unknown> } }))
  return body.value?.['mode'] === mode && body.value['switching'] === 'no'
}

test('the example comes and goes on the same port, survives kill -9, and leaves no database behind', async () => {
  const first = begin()
  const address = await served(first)
  assert.equal(await modeIs(address, 'empty'), true)
  const headers = { 'content-type': 'application/json', 'x-peremena': '1', origin: address }
  const made = await fetch(`${address}/api/setup.createExample`, { method: 'POST', headers, body: '{"token":null}' })
  assert.equal(made.status, 200)
  await until(() => modeIs(address, 'example'))
  first.child.kill('SIGKILL')
  await first.ended
  const second = begin()
  const again = await served(second)
  assert.equal(await modeIs(again, 'example'), true)
  assert.equal((await ask(again, 'setup.discardExample')).status, 200)
  await until(() => modeIs(again, 'empty'))
  const postgres = await openEmbedded({ folder: join(home, 'data'), purpose: 'serve', say: () => undefined })
  const left = await postgres.asAdmin((admin) =>
    admin.query("select from pg_database where datname = 'peremena_example'"),
  )
  postgres.leave()
  assert.equal(left.rowCount, 0)
  second.child.kill('SIGINT')
  assert.equal(await second.ended, 0)
})

test('a port that is taken is named in a sentence, and nothing stays behind', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const program = begin({ PORT: String(port) })
  assert.equal(await program.ended, 1)
  assert.match(program.said(), new RegExp(`Порт ${port} занят.*PORT=${port + 1} npm start`))
  assert.equal(postgresRuns(), false)
  other.close()
})

test('a database of a newer version is refused in a sentence', async () => {
  const folder = join(home, 'data')
  const migrations = async (statement: string) => {
    const postgres = await openEmbedded({ folder, purpose: 'serve', say: () => undefined })
    await withClient(postgres.urls('peremena').owner, (owner) => owner.query(statement))
    await postgres.stop()
  }
  await migrations("insert into kernel.migration (name, checksum) values ('9999-tomorrow.sql', '')")
  const program = begin()
  assert.equal(await program.ended, 1)
  assert.match(program.said(), /^База данных новее этой версии Перемены: в ней есть 9999-tomorrow\.sql/)
  assert.equal(postgresRuns(), false)
  await migrations("delete from kernel.migration where name = '9999-tomorrow.sql'")
})

test('all mistakes of the environment are told before anything is made', async () => {
  const folder = join(home, 'untouched')
  const program = begin({ DATA_DIR: folder, HOST: '0.0.0.0', SUPPORT_EMAIL: 'nobody' })
  assert.equal(await program.ended, 1)
  assert.match(program.said(), /SUPPORT_EMAIL=nobody.*\nHOST=0\.0\.0\.0: без HTTPS/)
  assert.equal(existsSync(folder), false)
})

test('a data folder that cannot be made is named in a sentence', async () => {
  writeFileSync(join(home, 'file'), '')
  const program = begin({ DATA_DIR: join(home, 'file') })
  assert.equal(await program.ended, 1)
  assert.match(program.said(), /file – не папка/)
})
