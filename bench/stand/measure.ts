/** One run of one contender, checked: rooms of its own, a talk, then what was heard is compared with what is stored. */
import { availableParallelism } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { cpuOfMachine } from '../load/cpu.ts'
import type { BenchPostgres } from './bench-postgres.ts'
import type { RunningContender } from '../contenders/contender.ts'
import type { TalkOrder, TalkReport } from '../load/talk.ts'
import { runTalk } from '../load/load-process.ts'
import type { RoomCounted } from '../load/room-record.ts'

export type Plan = Pick<TalkOrder, 'inFlight' | 'until' | 'warmMs' | 'measureMs'> & {
  readonly sizes: readonly number[]
}

export interface Run extends TalkReport {
  /** Share of the machine, 0 to 1, that ran what does not belong here; null where it cannot be known. */
  readonly foreign: number | null
}

/** Share of the machine that may do something else. */
const mostForeign = 0.1
/** Milliseconds over which it is looked at whether the machine rests. */
const glance = 250

/** What a contest has left to spend on a busy machine, so that it makes the bench longer, but not for ever. */
export interface Patience {
  /** Runs that may be done once more because something else ran beside them. */
  repeats: number
  /** Milliseconds that may be waited for rest before a run. */
  waitMs: number
}

/** Throws where anything was lost, doubled, disordered or not stored: such a run has no figure. */
export async function measure(
  postgres: BenchPostgres,
  { contender, plan }: { contender: RunningContender; plan: Plan },
  patience: Patience,
): Promise<Run> {
  await untilQuiet(patience)
  const first = await once(postgres, contender, plan)
  if (first.foreign === null || first.foreign <= mostForeign) return first
  const isRepeated = patience.repeats > 0
  console.log(
    `  ${Math.round(first.foreign * 100)} % of the machine did something else${isRepeated ? ': once more' : ''}`,
  )
  if (!isRepeated) return first
  patience.repeats -= 1
  await untilQuiet(patience)
  const second = await once(postgres, contender, plan)
  return (second.foreign ?? 0) < first.foreign ? second : first
}

/** Nothing of ours works between two runs: what does then is foreign. */
async function untilQuiet(patience: Patience): Promise<void> {
  while (patience.waitMs > 0) {
    const before = cpuOfMachine()
    const from = performance.now()
    await pause(glance)
    const after = cpuOfMachine()
    if (before === null || after === null) return
    const ms = performance.now() - from
    if ((after - before) / (ms * 1000 * availableParallelism()) <= mostForeign) return
    patience.waitMs -= ms
  }
}

async function once(postgres: BenchPostgres, contender: RunningContender, plan: Plan): Promise<Run> {
  const { sizes, ...talk } = plan
  await postgres.checkpoint()
  const rooms = await contender.gather(sizes)
  const watched = { server: contender.pid, postgres: postgres.pid }
  const report = await runTalk({ ...talk, rooms, watched, dialect: contender.name, port: contender.port })
  const complaints = [...report.complaints, ...compare(report.rooms, await contender.stored(rooms))]
  if (complaints.length > 0) throw new Error(`${contender.name}:\n${complaints.join('\n')}`)
  return { ...report, foreign: foreignShare(report) }
}

/** What the sockets heard and what the tables hold must be the same messages, in the same order where it is numbered. */
export function compare(heard: readonly RoomCounted[], stored: readonly RoomCounted[] | null): string[] {
  if (stored === null) return []
  const rows = new Map(stored.map((room) => [room.roomId, room]))
  return heard.flatMap(({ roomId, messages, ids }) => {
    const row = rows.get(roomId)
    if ((row?.messages ?? 0) !== messages)
      return [`Room ${roomId}: ${messages} messages heard, ${row?.messages ?? 0} stored.`]
    return messages === 0 || row?.ids === ids
      ? []
      : [`Room ${roomId}: the stored messages are others than those heard.`]
  })
}

function foreignShare({ cpu, seconds }: TalkReport): number | null {
  const { machine, ...ours } = cpu
  const parts = Object.values(ours)
  if (machine == null || parts.includes(null)) return null
  const own = parts.reduce<number>((sum, part) => sum + (part ?? 0), 0)
  return Math.max(0, machine - own) / (seconds * 1e6 * availableParallelism())
}
