/**
 * The PostgreSQL that comes with Peremena: made, started, watched and stopped by us, reachable by passwords that only the
 * data folder knows. A server that outlived a killed Peremena is taken over; one that dies is started again.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { diskSentence, fullDiskSentence, StartRefusal } from '#server/kernel/config/start-refusal.ts'
import { withClient } from '#server/kernel/db/client.ts'
import type { Client } from '#server/kernel/db/client.ts'
import { findBinaries } from './binaries.ts'
import { hasCluster, makeCluster, writeSettings } from './cluster.ts'
import type { DatabaseUrls } from './database-urls.ts'
import { waitForNameLock } from './name-lock.ts'
import { refuseIfNamespacesForbidden } from './ordinary-user.ts'
import { readPasswords } from './passwords.ts'
import type { Passwords } from './passwords.ts'
import { findRunning, killPostmaster, startPostmaster, stopPostmaster, untilGone, untilReady } from './postmaster.ts'
import type { Running } from './postmaster.ts'
import { provisionDatabase, provisionRoles } from './provision.ts'
import type { Purpose, Transport } from './settings.ts'
import { chooseTransport, dropTransport, loopback } from './transport.ts'

export interface EmbeddedOptions {
  /** The data folder; the cluster lies in `postgres` below it. */
  readonly folder: string
  readonly purpose: Purpose
  /** Hears what takes long. */
  readonly say: (sentence: string) => void
}

export interface Embedded {
  /** It ran before we came: somebody was killed, or somebody else uses it. */
  readonly isAdopted: boolean
  urls(database: string): DatabaseUrls
  /** As superuser, for making and dropping databases. */
  asAdmin<T>(work: (admin: Client) => Promise<T>): Promise<T>
  /** No longer watched, but left running. */
  leave(): void
  stop(): Promise<void>
  /** At once and without a checkpoint; the next start recovers. */
  kill(): void
}

/** Milliseconds for a fast shutdown before a hard one. */
const patience = 8000

export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  try {
    mkdirSync(options.folder, { recursive: true, mode: 0o700 })
    const folder = realpathSync(options.folder)
    const lock = await waitForNameLock(`postgres ${folder}`)
    try {
      return await open({ ...options, folder })
    } finally {
      await lock.release()
    }
  } catch (error) {
    const sentence = diskSentence(error, options.folder)
    throw sentence === undefined ? error : new StartRefusal(sentence)
  }
}

async function open({ folder, purpose, say }: EmbeddedOptions): Promise<Embedded> {
  const binaries = findBinaries()
  const cluster = join(folder, 'postgres')
  const passwords = readPasswords(folder)
  if (!hasCluster(cluster)) {
    say('Создаю базу данных …')
    await makeCluster(binaries, cluster, passwords.postgres)
  }
  const adopted = await adopt(cluster)
  const place = { binaries, cluster, folder, purpose }
  let running = adopted ?? (await startWithPatience(place, await chooseTransport(folder)))
  const restart = async () => (running = await startWithPatience(place, running.transport))
  const watch = watchOver(running, restart, say)
  const urlOf = (user: string, password: string, database: string) =>
    connectionUrl(running.transport, { user, password, database })
  const embedded: Embedded = {
    isAdopted: adopted !== undefined,
    urls: (database) => ({
      owner: urlOf('peremena_owner', passwords.owner, database),
      app: urlOf('peremena_app', passwords.app, database),
      worker: urlOf('peremena_worker', passwords.worker, database),
    }),
    asAdmin: (work) => withClient(urlOf('postgres', passwords.postgres, 'postgres'), work),
    leave: () => watch.end(),
    stop: async () => {
      watch.end()
      await stopPostmaster(running.pid, patience)
      dropTransport(running.transport, folder)
    },
    kill: () => {
      watch.end()
      killPostmaster(running.pid)
    },
  }
  await provisionOnce(embedded, { cluster, passwords, purpose })
  return embedded
}

interface Watched extends Running {
  readonly gone: Promise<void>
}

/** Takes over a server of this folder that runs already; one that is just stopping is waited for. */
async function adopt(cluster: string): Promise<Watched | undefined> {
  const found = findRunning(cluster)
  const running = found && (await untilReady(cluster, found.pid))
  return running && { ...running, gone: untilGone(running.pid) }
}

interface Place {
  readonly binaries: string
  readonly cluster: string
  readonly folder: string
  readonly purpose: Purpose
}

/** Children of a killed server hold its memory for a moment longer: until they are gone a new one refuses to start. */
async function startWithPatience(place: Place, preferred: Transport): Promise<Watched> {
  const end = Date.now() + 20_000
  let transport = preferred
  for (;;) {
    writeSettings(place.cluster, place.purpose, transport)
    const started = startPostmaster(place.binaries, place.cluster)
    const running = await untilReady(place.cluster, started.pid)
    if (running) return { ...running, gone: started.gone }
    const words = started.words()
    const isAddressBad = /could not (create|bind)|Address already in use/.test(words)
    const isHeldByChildren = /shared memory block|lock file .* already exists/.test(words)
    if (Date.now() > end || !(isAddressBad || isHeldByChildren)) throw refusal(place, words)
    if (isAddressBad) transport = await loopback()
  }
}

function refusal(place: Place, words: string): Error {
  refuseIfNamespacesForbidden()
  const isFull = fullDiskSentence(place.folder)
  if (isFull !== undefined) return new StartRefusal(isFull)
  const reason = words.match(/(?:FATAL|PANIC|error).*/g)?.at(-1) ?? words.trim()
  return new StartRefusal(`PostgreSQL не запустился: ${reason} (подробности в ${place.cluster}.log)`)
}

/** Starts it again whenever it ends without having been told to. */
function watchOver(first: Watched, restart: () => Promise<Watched>, say: (sentence: string) => void): { end(): void } {
  let isOver = false
  const follow = async (watched: Watched): Promise<void> => {
    await watched.gone
    if (isOver) return
    say('PostgreSQL остановился; запускаю снова …')
    const running = await restart()
    if (isOver) await stopPostmaster(running.pid, patience)
    else await follow(running)
  }
  follow(first).catch((error: unknown) => {
    say(`PostgreSQL не запускается снова: ${error instanceof Error ? error.message : String(error)}`)
  })
  return { end: () => void (isOver = true) }
}

/** Asked for on every start, done only where roles, passwords or their rights differ from what was last set. */
async function provisionOnce(
  embedded: Embedded,
  { cluster, passwords, purpose }: { cluster: string; passwords: Passwords; purpose: Purpose },
): Promise<void> {
  const stamp = join(cluster, 'peremena.provisioned')
  const wanted = createHash('sha256')
    .update(JSON.stringify([passwords, purpose, provisionRoles.toString()]))
    .digest('hex')
  try {
    if (readFileSync(stamp, 'utf8') === wanted) return
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  await embedded.asAdmin(async (admin) => {
    await provisionRoles(admin, passwords, purpose)
    if (purpose === 'serve') await provisionDatabase(admin, 'peremena')
  })
  writeFileSync(stamp, wanted, { mode: 0o600 })
}

function connectionUrl(transport: Transport, to: { user: string; password: string; database: string }): string {
  const { socketFolder, port } = transport
  const login = `${to.user}:${encodeURIComponent(to.password)}`
  if (socketFolder === null) return `postgresql://${login}@127.0.0.1:${port}/${to.database}`
  return `postgresql://${login}@/${to.database}?host=${encodeURIComponent(socketFolder)}&port=${port}`
}
