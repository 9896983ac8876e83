/** Snapshots and frames as a client holds them: a test applies the frames and compares with what a fetch answers. */
import type { Op } from '#contract/kernel/live.ts'
import type { World } from './world.ts'

/** Entities of one topic by `name id`. */
export type Held = Map<string, object>

export function hold(entries: readonly (readonly [name: string, value: { readonly id: string }])[]): Held {
  return new Map(entries.map(([name, value]) => [`${name} ${value.id}`, value]))
}

/** Applies frames after a number, as stored: whole entities put and dropped. Answers the last number. */
export async function applyFrames(world: World, held: Held, from: { topic: string; seq: number }): Promise<number> {
  const { rows } = await world.owner.query<{ seq: string; ops: Op[] }>(
    'select seq, ops from kernel.frame where topic = $1 and seq > $2 order by seq',
    [from.topic, from.seq],
  )
  let last = from.seq
  for (const row of rows) {
    const seq = Number(row.seq)
    if (seq !== last + 1) throw new Error(`${from.topic} has a gap: ${last} is followed by ${seq}.`)
    last = seq
    for (const op of row.ops) {
      if (op[0] === 'put') held.set(`${op[1]} ${op[2].id}`, op[2])
      else if (op[0] === 'drop') held.delete(`${op[1]} ${op[2]}`)
    }
  }
  return last
}

/** All ops of a topic after a number, for looking at joins and leaves. */
export async function opsAfter(world: World, topic: string, seq: number): Promise<Op[]> {
  const { rows } = await world.owner.query<{ ops: Op[] }>(
    'select ops from kernel.frame where topic = $1 and seq > $2 order by seq',
    [topic, seq],
  )
  return rows.flatMap((row) => row.ops)
}
