/**
 * One PostgreSQL for all tests, below .cache: durability off, a template database with all migrations. Several runs may
 * use it at once; the last one stops it. Leftovers of earlier runs go when the next one begins.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readMigrations } from '../../server/kernel/db/migrate.ts'
import { type Client, quoteName } from '../../server/kernel/db/client.ts'
import { prepareJobs } from '../../server/kernel/jobs/jobs.ts'
import { openEmbedded } from '../../server/kernel/postgres/embedded.ts'
import { waitForNameLock } from '../../server/kernel/postgres/name-lock.ts'
import { prepareDatabase } from '../../server/kernel/postgres/prepare-database.ts'
import { provisionDatabase } from '../../server/kernel/postgres/provision.ts'
import type { TestDatabase } from '../../server/testing/test-database.ts'

export interface TestPostgres {
  readonly database: TestDatabase
  close(): Promise<void>
}

export async function openTestPostgres(root: string): Promise<TestPostgres> {
  const folder = join(root, '.cache', 'test-postgres')
  const users = join(folder, 'users')
  const own = join(users, String(process.pid))
  mkdirSync(users, { recursive: true })
  const lock = await waitForNameLock(`test-postgres ${folder}`)
  try {
    writeFileSync(own, '')
    const postgres = await openEmbedded({ folder, purpose: 'test', say: (sentence) => console.log(sentence) })
    const migrations = readMigrations()
    const fingerprint = createHash('sha256')
      .update(migrations.map((one) => one.checksum).join())
      .digest('hex')
    const template = `template_${fingerprint.slice(0, 16)}`
    const urls = postgres.urls(template)
    const isNew = await postgres.asAdmin(async (admin) => {
      const known = await dropLeftovers(admin, { runs: liveUsers(users), template })
      if (!known) await provisionDatabase(admin, `${template}_new`, { anew: true })
      return !known
    })
    if (isNew) {
      // Renamed when whole, so that a template is never half made.
      await prepareDatabase(postgres.urls(`${template}_new`))
      await prepareJobs({ connectionString: postgres.urls(`${template}_new`).worker })
      await postgres.asAdmin((admin) =>
        admin.query(`alter database ${quoteName(`${template}_new`)} rename to ${quoteName(template)}`),
      )
    }
    const close = async () => {
      const last = await waitForNameLock(`test-postgres ${folder}`)
      try {
        rmSync(own, { force: true })
        if (liveUsers(users).length === 0) await postgres.stop()
        else postgres.leave()
      } finally {
        await last.release()
      }
    }
    return { database: { urls, template, prefix: `run_${process.pid}_` }, close }
  } finally {
    await lock.release()
  }
}

/** Databases of runs that are over, and templates of other migrations while nobody else is there. Answers whether ours exists. */
async function dropLeftovers(admin: Client, keep: { runs: readonly number[]; template: string }): Promise<boolean> {
  const { rows } = await admin.query<{ datname: string }>('select datname from pg_database where not datistemplate')
  const names = rows.map((row) => row.datname)
  const isAlone = keep.runs.every((pid) => pid === process.pid)
  for (const name of names) {
    const run = /^run_(\d+)_/.exec(name)?.[1]
    const isOver = run !== undefined && (Number(run) === process.pid || !keep.runs.includes(Number(run)))
    const isOld = isAlone && name.startsWith('template_') && name !== keep.template
    if (isOver || isOld) await admin.query(`drop database if exists ${quoteName(name)} with (force)`)
  }
  return names.includes(keep.template)
}

/** The numbers of the runs that are still going on; files of dead ones are removed. */
function liveUsers(folder: string): number[] {
  return readdirSync(folder)
    .map(Number)
    .filter((pid) => {
      if (isRunning(pid)) return true
      rmSync(join(folder, String(pid)), { force: true })
      return false
    })
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
