import type { Database } from '#server/kernel/db/pool.ts'
import { removeFile } from './file-store.ts'
import { takeUnclaimed } from './upload-store.ts'

const dayMs = 86_400_000

/** Removes files that nobody claimed within a day; answers how many. */
export async function sweepUploads(db: Database, dataDir: string, now: number): Promise<number> {
  const ids = await takeUnclaimed(db.now, now - dayMs)
  for (const id of ids) await removeFile(dataDir, id)
  return ids.length
}
