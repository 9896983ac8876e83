/**
 * The language of the talk files. A conversation is a block of lines, blocks are parted by an empty line:
 *
 *     # slot=evening grades=1-4 months=9-11
 *     C: Завтра {первого урока нет|начинаем со второго урока}.
 *     A>1: $child [c:обрадовался|обрадовалась]!
 *     X*3: Спасибо!
 *
 * `A>1` answers the first line, `A?` is sometimes left out, `X*3` is said by up to three others, `A+40` comes about 40
 * minutes later. `{…|…}` is a choice; lines marked `A=` choose the same way in their first choice, so that the second
 * answer belongs to the second question. `[…|…]` is the gender of the speaker, `[c:…|…]` of the speaker's child,
 * `$word` a slot (see slots.ts), `\n` a new line.
 */
import { readFileSync } from 'node:fs'
import type { Slot } from '../calendar.ts'
import { firstChoice } from './expand.ts'

export interface Line {
  /** A letter: somebody by office (C class teacher, R director …), by turn (A, B …), or anybody new (X). */
  readonly who: string
  readonly answers: number | null
  readonly isOptional: boolean
  readonly upTo: number
  /** Minutes after the line before; null where chance decides. */
  readonly after: number | null
  /** Chooses as the other linked lines of the conversation do. */
  readonly isLinked: boolean
  readonly text: string
}

export interface Rule {
  readonly slot: Slot | null
  readonly grades: readonly [number, number]
  readonly months: ReadonlySet<number> | null
  /** Month-days, both included. */
  readonly when: readonly [number, number] | null
  /** school — a day with lessons; eve — lessons are tomorrow; free — none today; any. */
  readonly day: 'school' | 'eve' | 'free' | 'any'
}

export interface Script {
  readonly rule: Rule
  readonly lines: readonly Line[]
  /** How many ways the linked lines have. */
  readonly ways: number
}

export function readScripts(file: string): Script[] {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8')
  return text
    .split(/\n\s*\n/)
    .map((block) =>
      block
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line && !line.startsWith('//')),
    )
    .filter((lines) => lines.length > 0)
    .map((lines) => parseScript(file, lines))
}

function parseScript(file: string, lines: readonly string[]): Script {
  const head = lines[0]?.startsWith('#') ? lines[0].slice(1) : ''
  const said = lines.slice(head ? 1 : 0).map((line) => parseLine(file, line))
  const ways = said.filter((line) => line.isLinked).map((line) => firstChoice(line.text)?.options.length ?? 0)
  if (ways.some((count) => count !== ways[0])) throw new Error(`${file}: linked lines differ: ${said[0]?.text}`)
  return { rule: parseRule(head), lines: said, ways: ways[0] ?? 1 }
}

function parseRule(head: string): Rule {
  const words = new Map(
    head
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => word.split('=') as [string, string]),
  )
  return {
    slot: (words.get('slot') as Slot | undefined) ?? null,
    grades: range(words.get('grades')) ?? [1, 11],
    months: words.has('months') ? monthSet(words.get('months') ?? '') : null,
    when: range(words.get('when')),
    day: (words.get('day') as Rule['day'] | undefined) ?? 'school',
  }
}

function range(text: string | undefined): readonly [number, number] | null {
  if (!text) return null
  const [from = 0, to = from] = text.split('-').map(Number)
  return [from, to]
}

function monthSet(text: string): ReadonlySet<number> {
  return new Set(
    text.split(',').flatMap((part) => {
      const [from, to] = range(part) ?? [1, 12]
      const count = ((to - from + 12) % 12) + 1
      return Array.from({ length: count }, (_, index) => ((from + index - 1) % 12) + 1)
    }),
  )
}

const linePattern = /^([A-Z])((?:>\d+|=|\?|\*\d+|\+\d+)*): (.+)$/

function parseLine(file: string, line: string): Line {
  const [, who, marks = '', text] = linePattern.exec(line) ?? []
  if (!who || !text) throw new Error(`${file}: not a line of talk: ${line}`)
  const numberAfter = (mark: string) => {
    const at = marks.indexOf(mark)
    return at < 0 ? null : Number.parseInt(marks.slice(at + 1), 10)
  }
  const answers = numberAfter('>')
  return {
    who,
    answers: answers === null ? null : answers - 1,
    isOptional: marks.includes('?'),
    upTo: numberAfter('*') ?? 1,
    after: numberAfter('+'),
    isLinked: marks.includes('='),
    text: text.replaceAll('\\n', '\n'),
  }
}
