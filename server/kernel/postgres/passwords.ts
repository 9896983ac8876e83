import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The superuser's is used for making roles and databases only. */
export interface Passwords {
  readonly postgres: string
  readonly owner: string
  readonly app: string
  readonly worker: string
}

/** Generated once and kept in `secrets/postgres.json` of the data folder, for its owner's eyes only. */
export function readPasswords(folder: string): Passwords {
  const secrets = join(folder, 'secrets')
  const file = join(secrets, 'postgres.json')
  mkdirSync(secrets, { recursive: true, mode: 0o700 })
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  const password = () => randomBytes(24).toString('base64url')
  const made: Passwords = { postgres: password(), owner: password(), app: password(), worker: password() }
  writeFileSync(`${file}.new`, JSON.stringify(made, null, 2), { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return made
}
