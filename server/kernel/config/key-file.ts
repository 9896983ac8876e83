import { createSecretKey, randomBytes } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { diskSentence, StartRefusal } from './start-refusal.ts'

const bytes = 32

/** The key of this installation, in `secrets/key` of the data folder; made at the first start. Losing it loses phones and second factors. */
export function openKey(dataDir: string): KeyObject {
  const secrets = join(dataDir, 'secrets')
  const file = join(secrets, 'key')
  try {
    mkdirSync(secrets, { recursive: true, mode: 0o700 })
    return createSecretKey(readOrMake(file))
  } catch (error) {
    const sentence = diskSentence(error, dataDir)
    throw sentence === undefined ? error : new StartRefusal(sentence)
  }
}

function readOrMake(file: string): Buffer {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) {
    const own = `${file}.${process.pid}`
    writeFileSync(own, randomBytes(bytes), { mode: 0o600 })
    try {
      // Unlike a rename, a link never replaces a key that another start has made meanwhile.
      linkSync(own, file)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    } finally {
      rmSync(own)
    }
  }
  const key = readFileSync(file)
  if (key.length !== bytes) {
    throw new StartRefusal(
      `Ключ в ${file} повреждён: в нём ${key.length} байт вместо ${bytes}. Верните файл из резервной копии.`,
    )
  }
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600)
  return key
}
