/**
 * Hot calls: one database round trip each, no transaction opened by dispatch. The SQL function behind a hot call checks
 * session, person and rights itself, because what it does spans sessions and schools.
 */
import type { Call, ErrorOf, InputOf, OutputOf } from '#contract/kernel/define.ts'
import type { CommonCode } from '#contract/kernel/errors.ts'
import type { Frame } from '#contract/kernel/live.ts'
import type { Database } from '#server/kernel/db/pool.ts'
import type { Handler } from './feature.ts'

export interface HotDoor {
  readonly db: Database
  /** Sends frames that are already committed. */
  readonly publish: (frames: readonly Frame[]) => void
}

export interface HotRequest<C extends Call> {
  readonly sessionHash: Buffer
  readonly personId: string
  readonly input: InputOf<C>
  readonly refuse: (code: ErrorOf<C> | CommonCode) => never
}

export function handleHot<C extends Call>(
  call: C,
  make: (door: HotDoor) => (request: HotRequest<C>) => Promise<OutputOf<C>>,
): Handler {
  return { call, run: refuseSlowPath, hot: make }
}

async function refuseSlowPath(): Promise<never> {
  throw new Error('A hot call has no slow path.')
}
