/** What stands in a conversation from top to bottom: days, the line of new messages, messages in groups, what waits. */
import type { Message } from '#contract/chats.ts'
import type { Meeting } from './chat-history.ts'
import type { OutboxEntry } from '#web/kernel/outbox/outbox-entry.ts'

export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'new'; readonly key: string }
  | {
      readonly kind: 'message'
      readonly key: string
      readonly message: Message
      readonly isMine: boolean
      /** First of a group: with name and picture. */
      readonly isFirst: boolean
      /** Last of a group: with the corner toward its author. */
      readonly isLast: boolean
    }
  | { readonly kind: 'waiting'; readonly key: string; readonly entry: OutboxEntry; readonly isFirst: boolean }

export interface RowInput {
  /** In order of number, without holes. */
  readonly messages: readonly Message[]
  /** Not yet at the server. */
  readonly waiting: readonly OutboxEntry[]
  readonly me: string
  /** Read up to here when the chat was opened; the line stands after it. */
  readonly readAtOpening: number
  /** Days since 1970 in the school's zone. */
  readonly dayNumber: (at: number) => number
}

/** Messages of one author stay together for five minutes. */
const togetherMs = 300_000

/** The first loaded message gets no day above it unless it is the chat's first: its day may have begun earlier. */
export function rowsOf(input: RowInput): readonly Row[] {
  const rows: Row[] = []
  let before: Message | undefined
  for (const [at, message] of input.messages.entries()) {
    const isNewDay = before === undefined || isOtherDay(before, message, input)
    const isNew = partsNew(before, message, input)
    if (isNewDay && (before !== undefined || message.number === 1))
      rows.push({ kind: 'day', key: `day ${input.dayNumber(message.at)} ${message.id}`, at: message.at })
    if (isNew) rows.push({ kind: 'new', key: 'new' })
    const after = input.messages[at + 1]
    rows.push({
      kind: 'message',
      key: message.id,
      message,
      isMine: message.authorId === input.me,
      isFirst: isNewDay || isNew || before === undefined || !areTogether(before, message),
      isLast:
        after === undefined ||
        !areTogether(message, after) ||
        isOtherDay(message, after, input) ||
        partsNew(message, after, input),
    })
    before = message
  }
  const known = new Set(input.messages.map((message) => message.id))
  const waiting = input.waiting.filter((entry) => !known.has(entry.id))
  for (const [at, entry] of waiting.entries())
    rows.push({ kind: 'waiting', key: entry.id, entry, isFirst: at === 0 && before?.authorId !== input.me })
  return rows
}

function areTogether(one: Message, other: Message): boolean {
  return (
    one.authorId === other.authorId && other.at - one.at < togetherMs && one.deleted === null && other.deleted === null
  )
}

function isOtherDay(one: Message, other: Message, input: RowInput): boolean {
  return input.dayNumber(one.at) !== input.dayNumber(other.at)
}

/** The line of new messages stands between them; above the first one where nothing of the chat was read. */
function partsNew(one: Message | undefined, other: Message, { readAtOpening, me }: RowInput): boolean {
  const before = one?.number ?? other.number - 1
  return before <= readAtOpening && other.number > readAtOpening && other.authorId !== me
}

/** Index of the row that the reader meets; null for the end. */
export function rowToMeet(rows: readonly Row[], meets: Meeting): number | null {
  if (meets === 'end') return null
  const at = rows.findIndex((row) =>
    meets === 'new' ? row.kind === 'new' : row.kind === 'message' && row.message.number === meets,
  )
  return at === -1 ? null : at
}

/** Rows came or went at the start, and nowhere else. */
export function isShifted(before: readonly Row[], now: readonly Row[]): boolean {
  const [first, last] = [now[0]?.key, now.at(-1)?.key]
  return before.length > 0 && first !== before[0]?.key && last === before.at(-1)?.key
}
