/** What one process is without HTTP: database, dispatch, hub, bus. The application and the tests' world stand on it. */
import type { Frame } from '#contract/kernel/live.ts'
import type { Config } from '#server/kernel/config/config.ts'
import { Database } from '#server/kernel/db/pool.ts'
import type { HouseDoor } from '#server/kernel/dispatch/ctx.ts'
import { Dispatch, type DispatchParts } from '#server/kernel/dispatch/dispatch.ts'
import type { Feature } from '#server/kernel/dispatch/feature.ts'
import { type Bus, localBus } from '#server/kernel/live/bus.ts'
import { readFrames } from '#server/kernel/live/frames-table.ts'
import { Hub } from '#server/kernel/live/hub.ts'
import { defaultLimits, Limiter, type Limits } from '#server/kernel/limits/limits.ts'
import type { Logger } from '#server/kernel/log/log.ts'
import { type Secrets, secretsOf } from '#server/kernel/secrets/secrets.ts'

export interface CoreOptions {
  readonly config: Config
  /** Connection string of the serving role. */
  readonly app: string
  readonly features: readonly Feature[]
  readonly house: HouseDoor
  readonly log: Logger
  readonly clock?: () => number
  readonly limits?: Limits
  readonly checkAnswers?: boolean
  readonly observe?: DispatchParts['observe']
  readonly bus?: Bus
}

export interface Core {
  readonly db: Database
  readonly dispatch: Dispatch
  readonly hub: Hub
  readonly limiter: Limiter
  readonly secrets: Secrets
  readonly features: readonly Feature[]
  readonly clock: () => number
  readonly bus: Bus
  /** Told of sessions that ended, base64url of their hashes: closes their sockets. */
  readonly onEnded: (hear: (keys: readonly string[]) => void) => void
  close(): Promise<void>
}

export function makeCore(options: CoreOptions): Core {
  const { log, features } = options
  const clock = options.clock ?? Date.now
  const onError = (error: unknown) => log.error({ err: error }, 'live failed')
  const db = new Database({ connectionString: options.app }, (error) =>
    log.warn({ err: error }, 'database connection lost'),
  )
  const hub = new Hub((schoolId, topic, after) => readFrames(db, { schoolId, topic, after }), onError)
  const limiter = new Limiter(options.limits ?? defaultLimits)
  const secrets = secretsOf(options.config.key)
  const bus = options.bus ?? localBus()
  const enders: ((keys: readonly string[]) => void)[] = []
  const end = (keys: readonly string[]) => enders.forEach((hear) => hear(keys))
  bus.listen((message) => {
    for (const [topic, seq] of message.hints ?? []) hub.hint(topic, seq)
    if (message.ended) end(message.ended)
  })
  const dispatch = new Dispatch({
    db,
    features,
    config: options.config,
    secrets,
    limiter,
    house: options.house,
    clock,
    checkAnswers: options.checkAnswers ?? false,
    ...(options.observe && { observe: options.observe }),
    publish: (frames: readonly Frame[]) => {
      if (frames.length === 0) return
      hub.publish(frames)
      bus.send({ hints: frames.map((frame) => [frame.topic, frame.seq] as const) })
    },
    closeSessions: (hashes) => {
      const keys = hashes.map((hash) => hash.toString('base64url'))
      end(keys)
      bus.send({ ended: keys })
    },
  })
  const sweeping = setInterval(() => limiter.sweep(clock()), 60_000).unref()
  return {
    db,
    dispatch,
    hub,
    limiter,
    secrets,
    features,
    clock,
    bus,
    onEnded: (hear) => void enders.push(hear),
    async close() {
      clearInterval(sweeping)
      await bus.close()
      await db.close()
    },
  }
}
