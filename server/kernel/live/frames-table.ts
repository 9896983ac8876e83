/** Reading frames and numbers back from the tables, inside one school's row-level security. */
import type { Frame, Op } from '#contract/kernel/live.ts'
import type { Database } from '#server/kernel/db/pool.ts'

/** Frames after a number, in order, at most 500; `after: -1` answers the newest alone. */
export async function readFrames(
  db: Database,
  of: { schoolId: string; topic: string; after: number },
): Promise<Frame[]> {
  const { schoolId, topic, after } = of
  return db.transaction('read', async (tx) => {
    await tx.run`select set_config('app.school', ${schoolId}, true)`
    const rows =
      after < 0
        ? await tx.many<{ seq: number; ops: Op[] }>`
            select seq, ops from kernel.frame where topic = ${topic} order by seq desc limit 1`
        : await tx.many<{ seq: number; ops: Op[] }>`
            select seq, ops from kernel.frame where topic = ${topic} and seq > ${after} order by seq limit 500`
    return rows.map((row) => ({ topic, seq: row.seq, ops: row.ops }))
  })
}

export interface Missing {
  readonly topic: string
  readonly seq: number
  /** Null: too much was missed, a snapshot is needed. */
  readonly frames: readonly Frame[] | null
}

/** More missed frames than this, and a snapshot is cheaper. */
const mostFrames = 200

/** For each topic its number now and what a client that knows `have` misses (null: it knows nothing yet). */
export async function catchUp(
  db: Database,
  schoolId: string,
  have: ReadonlyMap<string, number | null>,
): Promise<Missing[]> {
  if (have.size === 0) return []
  const topics = [...have.keys()]
  return db.transaction('read', async (tx) => {
    await tx.run`select set_config('app.school', ${schoolId}, true)`
    const rows = await tx.many<{ topic: string; seq: number; frames: [number, Op[]][] | null }>`
      select topic, seq, frames from kernel.catch_up(${topics}::text[], ${[...have.values()]}::bigint[], ${mostFrames})`
    return rows.map((row) => ({
      topic: row.topic,
      seq: row.seq,
      frames: row.frames?.map(([seq, ops]) => ({ topic: row.topic, seq, ops })) ?? null,
    }))
  })
}

/** Numbers of many topics of a school, for the node's own check that no hint was lost. */
export async function readHeads(
  db: Database,
  schoolId: string,
  topics: readonly string[],
): Promise<Map<string, number>> {
  return db.transaction('read', async (tx) => {
    await tx.run`select set_config('app.school', ${schoolId}, true)`
    const rows = await tx.many<{ id: string; seq: number }>`
      select id, seq from kernel.topic where id = any(${topics}::text[])`
    return new Map(rows.map((row) => [row.id, row.seq]))
  })
}

/** Removes frames that no catch-up reads any more, in all schools; answers how many. */
export async function pruneFrames(db: Database): Promise<number> {
  const { gone } = await db.now.one<{ gone: number }>`select kernel.prune_frames() as gone`
  return gone
}
