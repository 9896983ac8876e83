/**
 * Brings a database to this version: the SQL files of `migrations/` in the order of their names, each in a transaction of
 * its own, one runner at a time. A database that is up to date costs one query.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { StartRefusal } from '#server/kernel/config/start-refusal.ts'
import { withClient } from './client.ts'
import type { Client } from './client.ts'

export interface Migration {
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

interface Applied {
  readonly name: string
  readonly checksum: string
}

/** Any number will do, as long as every runner takes the same one. */
const lockKey = 740_112_233_001

export function readMigrations(folder = fileURLToPath(new URL('../../../migrations', import.meta.url))): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

/** Gives the names of what was applied. `ownerUrl` is the owner's connection: the serving role may not create anything. */
export async function migrate(
  ownerUrl: string,
  migrations: readonly Migration[] = readMigrations(),
): Promise<string[]> {
  return withClient(ownerUrl, async (client) => {
    const pending = pendingOf(migrations, await readApplied(client))
    return pending.length === 0 ? [] : await applyAlone(client, migrations)
  })
}

/** Whoever comes second waits here, and finds the work done. */
async function applyAlone(client: Client, migrations: readonly Migration[]): Promise<string[]> {
  await client.query('select pg_advisory_lock($1)', [lockKey])
  await client.query(
    `create schema if not exists kernel;
     create table if not exists kernel.migration (
       name text primary key, checksum text not null, applied_at timestamptz not null default now())`,
  )
  const pending = pendingOf(migrations, await readApplied(client))
  for (const migration of pending) await apply(client, migration)
  return pending.map((migration) => migration.name)
}

async function apply(client: Client, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query('insert into kernel.migration (name, checksum) values ($1, $2)', [
      migration.name,
      migration.checksum,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`Миграция ${migration.name} не прошла, база осталась прежней: ${reason}`, { cause: error })
  }
}

async function readApplied(client: Client): Promise<Applied[]> {
  try {
    return (await client.query<Applied>('select name, checksum from kernel.migration order by name')).rows
  } catch (error) {
    const isNew = error instanceof pg.DatabaseError && (error.code === '42P01' || error.code === '3F000')
    if (isNew) return []
    throw error
  }
}

function pendingOf(migrations: readonly Migration[], applied: readonly Applied[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]))
  const unknown = applied.filter((row) => !known.has(row.name))
  if (unknown.length > 0) {
    throw new StartRefusal(
      `База данных новее этой версии Перемены: в ней есть ${unknown.map((row) => row.name).join(', ')}. ` +
        'Запустите ту версию, которая работала с ней, или более новую.',
    )
  }
  const changed = applied.filter((row) => known.get(row.name) !== row.checksum)
  if (changed.length > 0) {
    throw new StartRefusal(
      `База данных сделана другой редакцией этих файлов: ${changed.map((row) => row.name).join(', ')}. ` +
        'Верните прежние файлы в migrations/ или запустите с другой папкой в DATA_DIR.',
    )
  }
  const done = new Set(applied.map((row) => row.name))
  return migrations.filter((migration) => !done.has(migration.name))
}
