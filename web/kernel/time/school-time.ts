/** Instants as the school reads them: in its own time zone, wherever the device is. */
export interface SchoolTime {
  /** «09:31» */
  clock(at: number): string
  /** In lists: «09:31», «вчера», «пт», «18 ноя», «18.11.2025». */
  short(at: number, now: number): string
  /** Between messages: «Сегодня», «Вчера», «Пятница, 20 ноября», «18 ноября 2025». */
  day(at: number, now: number): string
  /** «20 ноября в 09:31» */
  full(at: number): string
  /** Days since 1970 in the school's zone: equal for one day there. */
  dayNumber(at: number): number
}

interface Words {
  readonly today: string
  readonly yesterday: string
  readonly yesterdayShort: string
}

const words: Record<string, Words> = {
  ru: { today: 'Сегодня', yesterday: 'Вчера', yesterdayShort: 'вчера' },
  en: { today: 'Today', yesterday: 'Yesterday', yesterdayShort: 'yesterday' },
}

const made = new Map<string, SchoolTime>()

export function schoolTime(timeZone: string, locale = 'ru'): SchoolTime {
  const key = `${timeZone} ${locale}`
  const known = made.get(key) ?? makeSchoolTime(timeZone, locale)
  made.set(key, known)
  return known
}

function makeSchoolTime(timeZone: string, locale: string): SchoolTime {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { timeZone, ...options })
  const say = words[locale] ?? words['ru']!
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const weekday = format({ weekday: 'short' })
  const dayMonth = format({ day: 'numeric', month: 'short' })
  const date = format({ day: '2-digit', month: '2-digit', year: 'numeric' })
  const longDay = format({ weekday: 'long', day: 'numeric', month: 'long' })
  const longDate = format({ day: 'numeric', month: 'long', year: 'numeric' })
  const dayAndMonth = format({ day: 'numeric', month: 'long' })
  const parts = format({ year: 'numeric', month: 'numeric', day: 'numeric' })
  const civil = (at: number) => {
    const found = Object.fromEntries(parts.formatToParts(at).map((part) => [part.type, Number(part.value)]))
    return { year: found['year']!, days: Date.UTC(found['year']!, found['month']! - 1, found['day']) / 86_400_000 }
  }
  return {
    clock: (at) => time.format(at),
    short: (at, now) => {
      const [then, today] = [civil(at), civil(now)]
      const ago = today.days - then.days
      if (ago <= 0) return time.format(at)
      if (ago === 1) return say.yesterdayShort
      if (ago < 7) return weekday.format(at)
      return then.year === today.year ? threeLetters(dayMonth.formatToParts(at)) : date.format(at)
    },
    day: (at, now) => {
      const [then, today] = [civil(at), civil(now)]
      const ago = today.days - then.days
      if (ago === 0) return say.today
      if (ago === 1) return say.yesterday
      return capital(then.year === today.year ? longDay.format(at) : longDate.format(at).replace(' г.', ''))
    },
    full: (at) => `${dayAndMonth.format(at)}${locale === 'ru' ? ' в' : ','} ${time.format(at)}`,
    dayNumber: (at) => civil(at).days,
  }
}

/** «18 ноя» instead of «18 нояб.» */
function threeLetters(parts: Intl.DateTimeFormatPart[]): string {
  return parts.map((part) => (part.type === 'month' ? part.value.slice(0, 3) : part.value)).join('')
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1)
}
