/** Plays one script in one chat: who speaks, when, what they say and which message they answer. */
import { clockOf, dayOf, instantOf, minute } from './calendar.ts'
import type { Chance } from './random.ts'
import type { ExamplePerson } from './school.ts'
import { expand } from './talk/expand.ts'
import type { Line, Script } from './talk/script.ts'
import { factsOf, wordsOf, type Scene, type Voice } from './talk/slots.ts'

/** A message before it has a number; `answers` points at another one of the same conversation. */
export interface Utterance {
  readonly author: ExamplePerson
  readonly text: string
  readonly at: number
  readonly answers: Utterance | null
}

export interface Stage {
  readonly luck: Chance
  readonly at: number
  readonly className: string
  readonly grade: number
  readonly pupils: readonly ExamplePerson[]
  readonly staff: readonly ExamplePerson[]
  /** Who may speak under a letter; the letters of turns (A, B … X) draw from `turns`. */
  readonly offices: ReadonlyMap<string, readonly Voice[]>
  readonly turns: readonly Voice[]
}

const lastMinuteOfDay = 22 * 60 + 40

export function play(script: Script, stage: Stage): Utterance[] {
  const cast = new Map<string, Voice>()
  const heard = new Set<Voice>()
  const unheard = stage.luck.shuffled(stage.turns)
  const draw = (from: readonly Voice[]): Voice => {
    const voice = from.find((one) => !heard.has(one)) ?? from[0]
    if (!voice) throw new Error('nobody may speak here')
    heard.add(voice)
    return voice
  }
  const voice = (letter: string): Voice => {
    const office = stage.offices.get(letter)
    if (letter === 'X') return draw(unheard)
    const known = cast.get(letter)
    if (known) return known
    const found = draw(office ? stage.luck.shuffled(office) : unheard)
    cast.set(letter, found)
    return found
  }
  const scene: Scene = { ...stage, voice }
  const facts = factsOf(scene)
  const way = stage.luck.int(0, script.ways - 1)
  const said: (Utterance | null)[] = []
  const all: Utterance[] = []
  let at = stage.at
  /** An answer to a question that was left out is left out too. */
  let [hasLinked, isLinkSaid] = [false, false]
  for (const line of script.lines) {
    const first = said.length
    said.push(null)
    const isFollowing = line.isLinked && hasLinked
    hasLinked ||= line.isLinked
    if ((line.isOptional && stage.luck.maybe(0.4)) || (isFollowing && !isLinkSaid)) continue
    const answers = line.answers === null ? null : (said[line.answers] ?? null)
    if (line.answers !== null && answers === null) continue
    for (let times = stage.luck.int(1, line.upTo); times > 0; times -= 1) {
      if (line.who === 'X' && unheard.every((one) => heard.has(one))) break
      const speaker = voice(line.who)
      const before = all.at(-1)
      if (before) at = later(stage.luck, { at, line, isSame: before.author === speaker.person })
      const text = expand(line.text, {
        ...wordsOf(scene, facts, speaker),
        luck: stage.luck,
        way: line.isLinked ? way : null,
      })
      if (line.who === 'X' && before?.text === text) continue
      const utterance = { author: speaker.person, text, at, answers }
      all.push(utterance)
      said[first] ??= utterance
      isLinkSaid ||= line.isLinked
    }
  }
  return all
}

interface Pause {
  readonly at: number
  readonly line: Line
  readonly isSame: boolean
}

/** People answer within minutes, the same person goes on within one, and nobody writes at night. */
function later(luck: Chance, { at, line, isSame }: Pause): number {
  const usual = isSame ? 0.2 + luck.next() * 0.8 : 1 + luck.next() ** 2 * 14
  const wait = line.after === null ? usual : line.after * (0.7 + luck.next() * 0.6)
  const next = at + Math.round(wait * minute)
  if (clockOf(next) <= lastMinuteOfDay && dayOf(next) === dayOf(at)) return next
  if (line.after === null) return at + Math.round((0.2 + luck.next()) * minute)
  return instantOf(dayOf(at) + 1, luck.int(7 * 60 + 10, 8 * 60 + 20))
}
