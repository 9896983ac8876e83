/** The folder in which PostgreSQL keeps everything: made once, its settings written anew at every start. */
import { execFile } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { fullDiskSentence, StartRefusal } from '#server/kernel/config/start-refusal.ts'
import { asOrdinaryUser, refuseIfNamespacesForbidden } from './ordinary-user.ts'
import { environment } from './postmaster.ts'
import { accessRules, postgresSettings } from './settings.ts'
import type { Purpose, Transport } from './settings.ts'

/** The major version that our binaries read and write. */
const major = '18'

export function hasCluster(cluster: string): boolean {
  const file = join(cluster, 'PG_VERSION')
  if (!existsSync(file)) return false
  const found = readFileSync(file, 'utf8').trim()
  if (found === major) return true
  throw new StartRefusal(
    `Данные в ${cluster} записаны PostgreSQL ${found}, а эта версия Перемены работает с PostgreSQL ${major}. ` +
      'Запустите прежнюю версию Перемены или восстановите данные из её копии.',
  )
}

/** Made beside its place and moved there when whole, so that a cluster is never half made. */
export async function makeCluster(binaries: string, cluster: string, superuserPassword: string): Promise<void> {
  const unfinished = `${cluster}.new`
  const passwordFile = `${cluster}.password`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  writeFileSync(passwordFile, superuserPassword, { mode: 0o600 })
  const { program, args } = asOrdinaryUser({
    program: join(binaries, 'initdb'),
    args: [
      ...['-D', unfinished, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--no-instructions'],
      // The built-in provider sorts and folds letters the same on every system, whatever ICU or libc it has.
      ...['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ...['--no-sync'],
    ],
  })
  try {
    await promisify(execFile)(program, args, { env: environment() })
  } catch (error) {
    refuseIfNamespacesForbidden()
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
    const isFull = fullDiskSentence(dirname(cluster))
    if (isFull !== undefined) throw new StartRefusal(isFull)
    throw new StartRefusal(`Базу данных в ${cluster} создать не удалось: ${said.split('\n').at(-1)}`)
  } finally {
    rmSync(passwordFile, { force: true })
  }
  appendFileSync(
    join(unfinished, 'postgresql.conf'),
    "\ninclude_if_exists = 'peremena.conf'\ninclude_if_exists = 'operator.conf'\n",
  )
  writeFileSync(join(unfinished, 'operator.conf'), '# Own settings of PostgreSQL; they win over peremena.conf.\n', {
    mode: 0o600,
  })
  renameSync(unfinished, cluster)
}

export function writeSettings(cluster: string, purpose: Purpose, transport: Transport): void {
  replaceFile(join(cluster, 'peremena.conf'), postgresSettings(purpose, transport))
  replaceFile(join(cluster, 'pg_hba.conf'), accessRules)
}

function replaceFile(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return
  writeFileSync(`${path}.new`, text, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
