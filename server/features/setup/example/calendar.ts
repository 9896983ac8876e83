/** The school's days: Moscow time (UTC+3 all the year), school years, breaks, and how days are spoken of. */
import type { Chance } from './random.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
const moscow = 3 * hour

/** A day as its number since 1970 in the school's own time. */
export type DayNumber = number

export const dayOf = (at: number): DayNumber => Math.floor((at + moscow) / day)
/** The instant of a clock time of that day, in minutes after midnight. */
export const instantOf = (number: DayNumber, minutes: number): number => number * day - moscow + minutes * minute
/** Minutes after midnight in the school's time. */
export const clockOf = (at: number): number => Math.floor(((at + moscow) % day) / minute)

const dateOf = (number: DayNumber): Date => new Date(number * day)
/** 1 — Monday … 7 — Sunday; 1 January 1970 was a Thursday. */
export const weekdayOf = (number: DayNumber): number => ((number + 3) % 7) + 1
const monthDays = new Map<DayNumber, number>()
/** 101 … 1231: month × 100 + day. */
export const monthDayOf = (number: DayNumber): number => {
  const known = monthDays.get(number)
  if (known !== undefined) return known
  const date = dateOf(number)
  const made = (date.getUTCMonth() + 1) * 100 + date.getUTCDate()
  monthDays.set(number, made)
  return made
}
const yearOf = (number: DayNumber): number => dateOf(number).getUTCFullYear()

/** The year in whose September the school year of that day began; it changes on 15 August. */
export function schoolYearOf(number: DayNumber): number {
  return monthDayOf(number) >= 815 ? yearOf(number) : yearOf(number) - 1
}

/** A day by year and month-day (915 is 15 September). */
export function dayAt(year: number, monthDay: number): DayNumber {
  return Math.floor(Date.UTC(year, Math.floor(monthDay / 100) - 1, monthDay % 100) / day)
}

const publicHolidays = new Set([1104, 223, 308, 501, 509, 612])

/** Breaks of a usual year: autumn, winter, spring, summer. */
function isBreak(number: DayNumber): boolean {
  const at = monthDayOf(number)
  if (at >= 526 && at <= 831) return true
  if (at >= 1231 || at <= 111) return true
  return (at >= 1026 && at <= 1104) || (at >= 328 && at <= 405)
}

/** A day on which lessons are held. */
export function isSchoolDay(number: DayNumber): boolean {
  return weekdayOf(number) <= 5 && !isBreak(number) && !publicHolidays.has(monthDayOf(number))
}

/** In summer a school hardly talks. */
export function isSummer(number: DayNumber): boolean {
  const at = monthDayOf(number)
  return at >= 608 && at <= 818
}

/** The nearest school day from that day on (that day included). */
export function schoolDayFrom(number: DayNumber): DayNumber {
  let at = number
  while (!isSchoolDay(at)) at += 1
  return at
}

/** The latest school day up to that day (included). */
export function schoolDayBefore(number: DayNumber): DayNumber {
  let at = number
  while (!isSchoolDay(at)) at -= 1
  return at
}

const weekdays = [
  ['понедельник', 'в понедельник', 'до понедельника', 'понедельника', 'к понедельнику'],
  ['вторник', 'во вторник', 'до вторника', 'вторника', 'ко вторнику'],
  ['среда', 'в среду', 'до среды', 'среды', 'к среде'],
  ['четверг', 'в четверг', 'до четверга', 'четверга', 'к четвергу'],
  ['пятница', 'в пятницу', 'до пятницы', 'пятницы', 'к пятнице'],
  ['суббота', 'в субботу', 'до субботы', 'субботы', 'к субботе'],
  ['воскресенье', 'в воскресенье', 'до воскресенья', 'воскресенья', 'к воскресенью'],
] as const
const months = 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' ')

/** «28 ноября» */
export function spokenDate(number: DayNumber): string {
  const date = dateOf(number)
  return `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ''}`
}

/** «пятница», «в пятницу», «до пятницы», «пятницы», «к пятнице» */
export function spokenWeekday(number: DayNumber, form: 'is' | 'on' | 'till' | 'of' | 'by'): string {
  const forms = weekdays[weekdayOf(number) - 1] ?? weekdays[0]
  return forms[{ is: 0, on: 1, till: 2, of: 3, by: 4 }[form]] ?? forms[0]
}

/** Parts of the day in which people write, in minutes after midnight. */
export const slots = {
  dawn: [6 * 60 + 50, 7 * 60 + 55],
  morning: [8 * 60 + 5, 10 * 60 + 30],
  noon: [11 * 60 + 10, 13 * 60 + 40],
  after: [14 * 60, 16 * 60 + 40],
  evening: [17 * 60 + 30, 20 * 60 + 15],
} as const
export type Slot = keyof typeof slots

export function timeIn(slot: Slot, luck: Chance): number {
  const [from, to] = slots[slot]
  return luck.int(from, to)
}
