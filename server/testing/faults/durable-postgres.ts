/** A PostgreSQL of its own that keeps its promises at a power cut, as schools have it; a test may kill it. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '#server/kernel/db/migrate.ts'
import { prepareJobs } from '#server/kernel/jobs/jobs.ts'
import type { DatabaseUrls } from '#server/kernel/postgres/database-urls.ts'
import { openEmbedded } from '#server/kernel/postgres/embedded.ts'
import { until } from '#server/testing/until.ts'

export interface DurablePostgres {
  readonly urls: DatabaseUrls
  readonly owner: pg.Pool
  /** Empty, for a server's files. */
  readonly dataDir: string
  /** Ends the whole server at once, as a power cut does; it is started again by itself. Resolves when it answers. */
  kill(): Promise<void>
  asAdmin: Awaited<ReturnType<typeof openEmbedded>>['asAdmin']
  close(): Promise<void>
}

export async function openDurable(): Promise<DurablePostgres> {
  removeLeftovers()
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  const embedded = await openEmbedded({ folder, purpose: 'serve', say: () => undefined })
  const atOnce = () => {
    embedded.kill()
    process.exit(143)
  }
  process.once('SIGTERM', atOnce)
  const urls = embedded.urls('peremena')
  await migrate(urls.owner)
  await prepareJobs({ connectionString: urls.worker })
  const owner = new pg.Pool({ connectionString: urls.owner, max: 2 })
  for (const event of ['error', 'connect'] as const) {
    owner.on(event, (one: unknown) => void (one instanceof pg.Client && one.on('error', () => undefined)))
  }
  return {
    urls,
    owner,
    dataDir: folder,
    asAdmin: embedded.asAdmin,
    async kill() {
      process.kill(postmasterOf(folder), 'SIGKILL')
      await until(() =>
        owner.query('select 1').then(
          () => true,
          () => false,
        ),
      )
    },
    async close() {
      process.off('SIGTERM', atOnce)
      await owner.end()
      await embedded.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const prefix = 'peremena-durable-'
const postmasterOf = (folder: string) =>
  Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])

/** A test that was killed leaves its PostgreSQL running: the next one ends it. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith(prefix))) {
    const maker = Number(/^\d+(?=-)/.exec(name.slice(prefix.length))?.[0])
    if (Number.isNaN(maker) || isAlive(maker)) continue
    const folder = join(tmpdir(), name)
    if (existsSync(join(folder, 'postgres', 'postmaster.pid'))) {
      const pid = postmasterOf(folder)
      if (isAlive(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)) process.kill(pid, 'SIGKILL')
    }
    rmSync(folder, { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
