/**
 * Buckets of calls, keyed by session first and by address only for strangers: a whole school shares one address.
 * In memory: they keep floods away; limits that must hold exactly are counted in PostgreSQL.
 */
import type { RateClass } from '#contract/kernel/define.ts'

export interface Bucket {
  /** How many calls may come at once. */
  readonly burst: number
  /** How many come back each second. */
  readonly perSecond: number
}

export type Limits = Readonly<Record<RateClass | 'socket', Bucket>>

export const defaultLimits: Limits = {
  read: { burst: 120, perSecond: 30 },
  write: { burst: 40, perSecond: 5 },
  send: { burst: 30, perSecond: 4 },
  mark: { burst: 60, perSecond: 10 },
  'sign-in': { burst: 30, perSecond: 0.5 },
  'public-write': { burst: 10, perSecond: 0.1 },
  /** Messages of any kind on one socket. */
  socket: { burst: 400, perSecond: 100 },
}

/** How many callers one address may stand for. */
const callersPerAddress = 100

interface Level {
  left: number
  at: number
}

export class Limiter {
  private readonly levels = new Map<string, Level>()
  private readonly limits: Limits

  constructor(limits: Limits) {
    this.limits = limits
  }

  /** Takes one from the bucket; answers 0, or the seconds until the next one is there. */
  take(kind: keyof Limits, key: string, now: number): number {
    return this.takeFrom(this.limits[kind], `${kind} ${key}`, now)
  }

  /** Like `take`, from the wide bucket that all strangers of an address share. */
  takeShared(kind: keyof Limits, address: string, now: number): number {
    return this.takeFrom(widened(this.limits[kind]), `${kind} shared ${address}`, now)
  }

  private takeFrom(bucket: Bucket, id: string, now: number): number {
    const level = this.levels.get(id) ?? { left: bucket.burst, at: now }
    // a clock that was set back takes nothing away
    level.left = Math.min(bucket.burst, level.left + (Math.max(0, now - level.at) / 1000) * bucket.perSecond)
    level.at = now
    this.levels.set(id, level)
    if (level.left < 1) return Math.max(1, Math.ceil((1 - level.left) / bucket.perSecond))
    level.left -= 1
    return 0
  }

  /** Forgets buckets that are full again. */
  sweep(now: number): void {
    for (const [id, level] of this.levels) {
      const [kind = '', second] = id.split(' ')
      const own = this.limits[kind as keyof Limits]
      const bucket = second === 'shared' ? widened(own) : own
      if (level.left + ((now - level.at) / 1000) * bucket.perSecond >= bucket.burst) this.levels.delete(id)
    }
  }
}

function widened(bucket: Bucket): Bucket {
  return { burst: bucket.burst * callersPerAddress, perSecond: bucket.perSecond * callersPerAddress }
}
