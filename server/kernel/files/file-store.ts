/** Checked files on disk: the name is the id alone, so nothing that a stranger wrote ever becomes a path. */
import { createReadStream, type ReadStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function pathOf(dataDir: string, id: string): string {
  if (!uuid.test(id)) throw new Error('A stored file is named by its id.')
  return join(dataDir, 'files', id.slice(0, 2), id)
}

/** Where pieces arrive until an upload is complete. */
export function uploadFolder(dataDir: string): string {
  return join(dataDir, 'uploads')
}

/** Written whole or not at all: a crash leaves no half file under the final name. */
export async function storeFile(dataDir: string, id: string, bytes: Buffer): Promise<void> {
  const path = pathOf(dataDir, id)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(`${path}.part`, 'w', 0o600)
  await file.writeFile(bytes)
  await file.sync()
  await file.close()
  await rename(`${path}.part`, path)
}

export function readStoredFile(dataDir: string, id: string): ReadStream {
  return createReadStream(pathOf(dataDir, id))
}

/** Removes the checked file and whatever pieces are left of its upload. */
export async function removeFile(dataDir: string, id: string): Promise<void> {
  await rm(pathOf(dataDir, id), { force: true })
  await removePieces(dataDir, id)
}

export async function removePieces(dataDir: string, id: string): Promise<void> {
  const piece = join(uploadFolder(dataDir), id)
  await rm(piece, { force: true })
  await rm(`${piece}.json`, { force: true })
}
