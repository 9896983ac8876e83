/** Until when a chat may rest: an hour, and the next two mornings at seven of the school. */
import type { SchoolTime } from '#web/kernel/time/school-time.ts'

export interface ClosingTime {
  readonly id: string
  readonly at: number
}

const minute = 60_000
const hour = 60 * minute

export function closingTimes(now: number, time: Pick<SchoolTime, 'clock'>): readonly ClosingTime[] {
  const start = Math.ceil(now / minute) * minute
  const morning = nextMorning(start, time)
  return [
    { id: 'hour', at: start + hour },
    { id: 'morning', at: morning },
    { id: 'next-morning', at: morning + 24 * hour },
  ]
}

/** Steps of a minute to an hour that reads 07:00 in the school, whatever its offset and its summer time. */
function nextMorning(start: number, time: Pick<SchoolTime, 'clock'>): number {
  const toFullHour = (60 - Number(time.clock(start).slice(3))) % 60
  for (let at = start + toFullHour * minute; ; at += hour) if (at > start && time.clock(at) === '07:00') return at
}
