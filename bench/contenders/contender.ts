/** One of those who are measured side by side: a server as a process of its own, and what it stored. */
import type { BenchPostgres } from '../stand/bench-postgres.ts'
import type { Room } from '../load/dialect.ts'
import type { DialectName } from '../load/dialects.ts'
import type { RoomCounted } from '../load/room-record.ts'

export interface Contender {
  readonly name: DialectName
  start(postgres: BenchPostgres): Promise<RunningContender>
}

export interface RunningContender {
  readonly name: DialectName
  readonly port: number
  readonly pid: number
  /** Rooms with so many members each, who are nobody else's. */
  gather(sizes: readonly number[]): Promise<readonly Room[]>
  /** What the database holds of these rooms; null for one that stores nothing. */
  stored(rooms: readonly Room[]): Promise<readonly RoomCounted[] | null>
  stop(): Promise<void>
}
