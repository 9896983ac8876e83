/** Times as lists show them, in the school's time zone: «08:12», «вчера», «5 сентября», «5 сентября 2025». */
const dayMs = 86_400_000

export interface WhenWords {
  readonly today: string
  readonly yesterday: string
}

/** «сегодня, 08:12» with words for both; `locale` is ru or en. */
export function whenText(at: number, now: number, how: { zone: string; locale: string; words: WhenWords }): string {
  const days = dayNumber(now, how.zone) - dayNumber(at, how.zone)
  if (days === 0) return `${how.words.today}, ${timeText(at, how)}`
  if (days === 1) return `${how.words.yesterday}, ${timeText(at, how)}`
  return dayText(at, now, how)
}

export function timeText(at: number, how: { zone: string; locale: string }): string {
  return new Intl.DateTimeFormat(tagOf(how.locale), {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: how.zone,
    hourCycle: 'h23',
  }).format(at)
}

/** Without the year in the current one. */
export function dayText(at: number, now: number, how: { zone: string; locale: string }): string {
  const year = (of: number) => new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: how.zone }).format(of)
  return new Intl.DateTimeFormat(tagOf(how.locale), {
    day: 'numeric',
    month: 'long',
    timeZone: how.zone,
    ...(year(at) === year(now) ? {} : { year: 'numeric' as const }),
  })
    .format(at)
    .replace(/\s*г\.$/, '')
}

/** «5 September», as the texts are written, and not «September 5». */
function tagOf(locale: string): string {
  return locale === 'en' ? 'en-GB' : locale
}

/** Days since 1970 in the zone. */
function dayNumber(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone: zone,
  }).format(at)
  return Math.round(Date.parse(`${parts}T00:00:00Z`) / dayMs)
}

/** How long ago, the coarser the older: minutes, hours, days. For queues. */
export function agoOf(at: number, now: number): { unit: 'now' | 'minutes' | 'hours' | 'days'; count: number } {
  const minutes = Math.max(0, Math.floor((now - at) / 60_000))
  if (minutes < 1) return { unit: 'now', count: 0 }
  if (minutes < 60) return { unit: 'minutes', count: minutes }
  if (minutes < 48 * 60) return { unit: 'hours', count: Math.floor(minutes / 60) }
  return { unit: 'days', count: Math.floor(minutes / 1440) }
}
