/** The year of one chat: so many messages, in conversations that fit its days, until a given instant. */
import { dayOf, instantOf, isSchoolDay, isSummer, monthDayOf, schoolYearOf, slots, timeIn } from './calendar.ts'
import type { DayNumber, Slot } from './calendar.ts'
import { play, type Stage, type Utterance } from './conversation.ts'
import { deck, type Chance } from './random.ts'
import type { Rule, Script } from './talk/script.ts'

export interface Year {
  readonly luck: Chance
  readonly scripts: readonly Script[]
  readonly from: number
  readonly until: number
  readonly count: number
  /** The grade today; 0 where there is none. */
  readonly grade: number
  readonly letter: string
  readonly stage: Omit<Stage, 'at' | 'className' | 'grade' | 'luck'>
}

const slotNames = Object.keys(slots) as Slot[]
const attempts = 60_000
/** A conversation comes back after this many days, unless nothing else is left to say. */
const restDays = 45
const patience = 600

/** Exactly `count` utterances in order of time. */
export function tellYear(year: Year): Utterance[] {
  const { luck, until } = year
  const next = deck(luck, year.scripts)
  const taken = new Set<string>()
  const played = new Map<Script, DayNumber[]>()
  const said = new Set<string>()
  const talks: Utterance[][] = []
  let left = year.count
  let misses = 0
  for (let tries = 0; left > 0; tries += 1) {
    misses += 1
    if (tries > attempts) throw new Error(`only ${year.count - left} of ${year.count} messages found a day`)
    const day = pickDay(year)
    const slot = luck.pick(slotNames)
    if (isTaken(taken, day, slot) || !luck.maybe(liveliness(day, dayOf(until)) + misses / (20 * patience))) continue
    const grade = gradeOn(year, day)
    const rest = restDays * Math.max(0, 1 - misses / patience)
    const isRested = (one: Script) => (played.get(one) ?? []).every((before) => Math.abs(before - day) >= rest)
    const script = next((one) => fits(one.rule, { day, slot, grade }) && isRested(one))
    if (!script) continue
    const at = instantOf(day, timeIn(slot, luck))
    const className = grade > 0 ? `${grade}${year.letter}` : ''
    const talk = play(script, { ...year.stage, luck, at, className, grade }).slice(0, left)
    const end = talk.at(-1)?.at
    if (end === undefined || end >= until || at < year.from) continue
    if (misses < patience && talk.some((one) => one.text.length > 45 && said.has(one.text))) continue
    for (const one of talk) said.add(one.text)
    played.set(script, [...(played.get(script) ?? []), day])
    taken.add(`${day} ${slot}`)
    misses = 0
    talks.push(talk)
    left -= talk.length
  }
  return talks.flat().toSorted((left, right) => left.at - right.at)
}

/** A conversation needs its part of the day and the parts beside it for itself. */
function isTaken(taken: ReadonlySet<string>, day: DayNumber, slot: Slot): boolean {
  const at = slotNames.indexOf(slot)
  return [at - 1, at, at + 1].some((near) => taken.has(`${day} ${slotNames[near] ?? ''}`))
}

/** Recent days are drawn more often, so that lists of chats look alive. */
function pickDay({ luck, from, until }: Year): DayNumber {
  const last = dayOf(until)
  if (luck.maybe(0.1)) return last - luck.int(0, 6)
  return luck.int(dayOf(from), last)
}

function liveliness(day: DayNumber, today: DayNumber): number {
  if (isSummer(day)) return 0.03
  if (isSchoolDay(day)) return today - day < 21 ? 1 : 0.8
  return 0.15
}

/** In spring today's 7Б was 6Б. */
function gradeOn(year: Year, day: DayNumber): number {
  if (year.grade === 0) return 0
  return Math.max(1, year.grade - (schoolYearOf(dayOf(year.until)) - schoolYearOf(day)))
}

function fits(rule: Rule, on: { day: DayNumber; slot: Slot; grade: number }): boolean {
  const monthDay = monthDayOf(on.day)
  if (rule.slot && rule.slot !== on.slot) return false
  if (on.grade > 0 && (on.grade < rule.grades[0] || on.grade > rule.grades[1])) return false
  if (rule.months && !rule.months.has(Math.floor(monthDay / 100))) return false
  if (rule.when && !within(monthDay, rule.when)) return false
  if (rule.day === 'school') return isSchoolDay(on.day)
  if (rule.day === 'eve') return isSchoolDay(on.day + 1)
  return rule.day === 'any' || !isSchoolDay(on.day)
}

function within(monthDay: number, [from, to]: readonly [number, number]): boolean {
  return from <= to ? from <= monthDay && monthDay <= to : monthDay >= from || monthDay <= to
}
