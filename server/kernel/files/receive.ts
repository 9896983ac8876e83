/** A complete upload is checked, drawn anew where it is a picture, and put where it stays. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '#server/kernel/db/pool.ts'
import { checkContent } from './check-content.ts'
import { fileNameOf } from './file-name.ts'
import { removePieces, storeFile, uploadFolder } from './file-store.ts'
import { findUpload, noteChecked } from './upload-store.ts'

/** Answers whether its content was taken. */
export async function receiveUpload(
  parts: { db: Database; dataDir: string },
  id: string,
  declared: string | null,
): Promise<boolean> {
  const row = await findUpload(parts.db.now, id)
  if (!row) return false
  const sent = await readFile(join(uploadFolder(parts.dataDir), id))
  const checked = await checkContent(sent, declared)
  if (checked) {
    const sha256 = createHash('sha256').update(checked.bytes).digest()
    await storeFile(parts.dataDir, id, checked.bytes)
    const name = fileNameOf(row.name, checked.kind)
    await noteChecked(parts.db.now, { id, name, type: checked.kind, bytes: checked.bytes.length, sha256 })
  } else {
    await noteChecked(parts.db.now, { id, name: row.name, type: 'refused', bytes: 0, sha256: null })
  }
  await removePieces(parts.dataDir, id)
  return checked !== null
}
