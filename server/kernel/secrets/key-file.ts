/**
 * The key of this installation, `secrets/key` in the data folder, made at the first start. It lies outside the
 * database: a stolen dump opens no phone. Losing it loses phones and second factors (SAFETY.md §3 Secrets).
 */
import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { diskSentence, StartRefusal } from '#server/kernel/config/start-refusal.ts'

const bytes = 32

/** A KeyObject, so that no log can show it. */
export function openKey(dataDir: string): KeyObject {
  const folder = join(dataDir, 'secrets')
  const file = join(folder, 'key')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return createSecretKey(readOrMake(file))
  } catch (error) {
    const sentence = diskSentence(error, dataDir)
    throw sentence === undefined ? error : new StartRefusal(sentence)
  }
}

function readOrMake(file: string): Buffer {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) makeKey(file)
  const key = readFileSync(file)
  if (key.length !== bytes) {
    throw new StartRefusal(`Ключ в ${file} повреждён: в нём ${key.length} байт вместо ${bytes}. Верните файл из резервной копии.`)
  }
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600)
  return key
}

function makeKey(file: string): void {
  const own = `${file}.${process.pid}`
  writeFileSync(own, randomBytes(bytes), { mode: 0o600 })
  try {
    // unlike a rename, a link never replaces a key that another start has made meanwhile
    linkSync(own, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(own)
  }
}
