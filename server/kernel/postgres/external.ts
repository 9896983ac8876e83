/** A PostgreSQL of the operator's own: looked over at the start, with the exact statements that it lacks. */
import { withClient } from '#server/kernel/db/client.ts'
import { StartRefusal } from '#server/kernel/config/start-refusal.ts'
import { databaseOf } from './database-urls.ts'
import type { DatabaseUrls } from './database-urls.ts'
import { guards } from './provision.ts'

const oldest = 160_000

interface Found {
  readonly role: string
  readonly database: string
  readonly version: number
  readonly encoding: string
  readonly started: string
  readonly bypasses: boolean
  readonly mayCreate: boolean
  readonly statementTimeout: string
}

type Way = keyof DatabaseUrls

const variables: Record<Way, string> = {
  owner: 'DATABASE_OWNER_URL',
  app: 'DATABASE_URL',
  worker: 'DATABASE_WORKER_URL',
}

/** Throws a refusal with everything that is missing, at once. */
export async function checkExternal(urls: DatabaseUrls): Promise<void> {
  const ways: readonly Way[] = ['owner', 'app', 'worker']
  const looks = await Promise.all(ways.map(async (way) => ({ way, found: await look(urls[way]) })))
  const unreachable = looks.flatMap(({ way, found }) =>
    typeof found === 'string' ? [`${variables[way]}: ${found}`] : [],
  )
  if (unreachable.length > 0) {
    throw new StartRefusal(
      ...unreachable,
      'Если ролей или базы ещё нет, создайте их от имени суперпользователя:',
      ...recipe(databaseOf(urls.app)),
    )
  }
  const [owner, app, worker] = looks.map((one) => one.found) as [Found, Found, Found]
  const sentences = [
    ...sameDatabase({ owner, app, worker }),
    ...ownerSentences(owner),
    ...appSentences(app, owner),
    ...workerSentences(worker),
  ]
  if (sentences.length > 0) throw new StartRefusal(...sentences)
}

/** What to run as superuser for a new database. */
export function recipe(database: string): string[] {
  return [
    "  create role peremena_owner login password '…';",
    "  create role peremena_app login password '…';",
    "  create role peremena_worker login password '…';",
    ...Object.entries(guards).map(([name, value]) => `  alter role peremena_app set ${name} = '${value}';`),
    '  grant peremena_worker to peremena_owner with inherit false, set true;',
    `  create database "${database}" owner peremena_owner encoding 'UTF8' locale 'C.UTF-8' template template0;`,
    `  revoke all on database "${database}" from public;`,
    `  grant connect on database "${database}" to peremena_app;`,
    `  grant connect, create on database "${database}" to peremena_worker;`,
  ]
}

/** What stands at the other end, or why it cannot be reached. */
async function look(url: string): Promise<Found | string> {
  try {
    return await withClient(url, async (client) => {
      const { rows } = await client.query<Found>(
        `select current_user as role, current_database() as database, current_setting('server_version_num')::int as version,
           current_setting('server_encoding') as encoding, pg_postmaster_start_time()::text as started,
           rolsuper or rolbypassrls as bypasses, has_database_privilege(current_database(), 'create') as "mayCreate",
           current_setting('statement_timeout') as "statementTimeout"
         from pg_roles where rolname = current_user`,
      )
      return rows[0] ?? 'роль не найдена.'
    })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === '28P01' || code === '28000') return 'сервер не принимает это имя роли и пароль.'
    if (code === '3D000') return 'такой базы на сервере нет.'
    return `сервер не отвечает (${error instanceof Error ? error.message || code : String(error)}).`
  }
}

function sameDatabase({ owner, app, worker }: { owner: Found; app: Found; worker: Found }): string[] {
  const places = new Set([owner, app, worker].map((found) => `${found.database} ${found.started}`))
  return places.size === 1
    ? []
    : ['DATABASE_URL, DATABASE_OWNER_URL и DATABASE_WORKER_URL ведут в разные базы, а нужна одна.']
}

function ownerSentences(owner: Found): string[] {
  const sentences: string[] = []
  if (owner.version < oldest)
    sentences.push(`Нужен PostgreSQL 16 или новее, а здесь ${Math.floor(owner.version / 10_000)}.`)
  if (owner.encoding !== 'UTF8') {
    sentences.push(
      `База ${owner.database} в кодировке ${owner.encoding}, а нужна UTF8: создайте её с encoding 'UTF8' template template0.`,
    )
  }
  if (!owner.mayCreate)
    sentences.push(
      `Роль ${owner.role} должна владеть базой: alter database "${owner.database}" owner to "${owner.role}";`,
    )
  return sentences
}

function appSentences(app: Found, owner: Found): string[] {
  const sentences: string[] = []
  if (app.role !== 'peremena_app')
    sentences.push(`DATABASE_URL: роль должна называться peremena_app, а не ${app.role}.`)
  if (app.role === owner.role) sentences.push('DATABASE_URL и DATABASE_OWNER_URL: роли должны быть разными.')
  if (app.bypasses)
    sentences.push(`Роль ${app.role} обходит защиту строк: alter role "${app.role}" nosuperuser nobypassrls;`)
  if (app.statementTimeout === '0') {
    const statements = Object.entries(guards).map(
      ([name, value]) => `alter role "${app.role}" set ${name} = '${value}';`,
    )
    sentences.push(`У роли ${app.role} нет ограничений времени: ${statements.join(' ')}`)
  }
  return sentences
}

function workerSentences(worker: Found): string[] {
  const sentences: string[] = []
  if (worker.role !== 'peremena_worker')
    sentences.push(`DATABASE_WORKER_URL: роль должна называться peremena_worker, а не ${worker.role}.`)
  if (worker.bypasses)
    sentences.push(`Роль ${worker.role} обходит защиту строк: alter role "${worker.role}" nosuperuser nobypassrls;`)
  if (!worker.mayCreate)
    sentences.push(
      `Роли ${worker.role} нужно право: grant create on database "${worker.database}" to "${worker.role}";`,
    )
  return sentences
}
