/** The embedded PostgreSQL as schools have it, durability on, below .cache, with databases made anew for each metric. */
import { join } from 'node:path'
import pg from 'pg'
import { openEmbedded } from '#server/kernel/postgres/embedded.ts'
import { urlsOf, type DatabaseUrls } from '#server/kernel/postgres/database-urls.ts'
import { takeNameLock } from '#server/kernel/postgres/name-lock.ts'
import { findRunning } from '#server/kernel/postgres/postmaster.ts'
import { prepareDatabase } from '#server/kernel/postgres/prepare-database.ts'
import { dropDatabase, provisionDatabase } from '#server/kernel/postgres/provision.ts'
import { root } from '../root.ts'

export interface BenchPostgres {
  /** Process number of the postmaster: all of PostgreSQL descends from it. */
  readonly pid: number
  /** Peremena's database, migrated, and a connection as its owner. */
  readonly urls: DatabaseUrls
  readonly owner: pg.Pool
  /** An empty database for a peer. */
  readonly peerUrl: string
  /** Writes out what earlier rounds left, so that no round pays for another. */
  checkpoint(): Promise<void>
  close(): Promise<void>
}

const names = { ours: 'bench', peer: 'bench_peer' }

export async function openBenchPostgres(): Promise<BenchPostgres> {
  const folder = join(root, '.cache', 'bench')
  const lock = await takeNameLock(`bench ${folder}`)
  if ('heldBy' in lock) throw new Error(`Another bench is running (process ${lock.heldBy}): figures need the machine.`)
  const embedded = await openEmbedded({ folder, purpose: 'serve', say: () => undefined })
  const kill = () => {
    embedded.kill()
    process.exit(130)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, kill)
  await embedded.asAdmin(async (admin) => {
    for (const name of Object.values(names)) await provisionDatabase(admin, name, { anew: true })
  })
  const peer = embedded.urls(names.peer)
  const urls = urlsOf(peer, names.ours)
  await prepareDatabase(urls)
  const owner = new pg.Pool({ connectionString: urls.owner, max: 2 })
  return {
    pid: findRunning(join(folder, 'postgres'))?.pid ?? 0,
    urls,
    owner,
    peerUrl: peer.owner,
    checkpoint: () => embedded.asAdmin(async (admin) => void (await admin.query('checkpoint'))),
    async close() {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, kill)
      await owner.end()
      await embedded.asAdmin(async (admin) => {
        for (const name of Object.values(names)) await dropDatabase(admin, name)
      })
      await embedded.stop()
      await lock.release()
    },
  }
}
