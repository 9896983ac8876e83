import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, realpathSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Transport } from './settings.ts'

/** The kernel's limit for the path of a socket, without the closing zero. */
const longestPath = 107
const port = 5432

/** A socket in the data folder; where its path would be too long, in the folder for temporary files; else the loopback. */
export async function chooseTransport(folder: string): Promise<Transport> {
  if (process.platform === 'win32') return loopback()
  const own = join(folder, 'run')
  if (fits(own)) {
    mkdirSync(own, { recursive: true, mode: 0o700 })
    return { socketFolder: own, port }
  }
  const short = join(
    tmpdir(),
    `peremena-${createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 12)}`,
  )
  return fits(short) && isOurs(short) ? { socketFolder: short, port } : loopback()
}

/** Leaves nothing outside the data folder. */
export function dropTransport({ socketFolder }: Transport, folder: string): void {
  if (socketFolder !== null && !socketFolder.startsWith(folder)) rmSync(socketFolder, { recursive: true, force: true })
}

/** A port that nobody listens on just now. */
export async function loopback(): Promise<Transport> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port on the loopback')
  return { socketFolder: null, port: address.port }
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, `.s.PGSQL.${port}.lock`)) <= longestPath
}

/** In a folder that everybody may write to, only a folder of our own that nobody else may enter will do. */
function isOurs(folder: string): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const found = lstatSync(folder)
  return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0
}
