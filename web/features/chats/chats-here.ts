/** The chats of the acting person in this tab: what is loaded, read, begun; how it is sent and read anew. */
import * as contract from '#contract/chats.ts'
import { api, ask, take, type Taken } from '#web/kernel/api/api.ts'
import { ApiError } from '#web/kernel/api/api-error.ts'
import { backoff } from '#web/kernel/backoff.ts'
import { cache } from '#web/kernel/cache/cache.ts'
import { realClock } from '#web/kernel/clock.ts'
import { onBeginning, registerRefresher } from '#web/kernel/live/refreshers.ts'
import { local } from '#web/kernel/local.ts'
import type { Person } from '#web/kernel/me.ts'
import { onArrival, outbox } from '#web/kernel/outbox/outbox-here.ts'
import { Value } from '#web/kernel/value.ts'
import { ChatBook } from './chat-book.ts'
import { ChatHistory } from './chat-history.ts'
import { ChatRows } from './chat-rows-store.ts'
import { Drafts } from './drafts.ts'
import { Missing, type Wishes } from './missing.ts'
import { ReadMarks } from './read-marks.ts'

export interface ChatsHere {
  readonly person: Person
  readonly book: ChatBook
  readonly drafts: Drafts
  readonly rows: ChatRows
  readonly marks: ReadMarks
  readonly missing: Missing
  /** False until the list was read. */
  readonly isLoaded: Value<boolean>
  history(chatId: string): ChatHistory
  send(chatId: string, text: string, replyTo: string | null): Promise<void>
  /** Resolves when it is known who wrote that, or cannot be. */
  knowAuthor(message: contract.Message): Promise<void>
}

export const here = new Value<ChatsHere | null>(null)

export const chatTopic = (chatId: string): string => `chat:${chatId}`

interface Page {
  readonly chatId: string
  readonly messages: readonly contract.Message[]
  readonly members: readonly contract.Member[]
}

/** Messages of a page and their authors, as parts for `take`. */
export function pageParts({ chatId, messages, members }: Page): Taken[] {
  const topic = chatTopic(chatId)
  return [
    { topic, entity: contract.message, values: messages },
    { topic, entity: contract.member, values: members },
  ]
}

type Histories = Map<string, ChatHistory>

export function startHere(person: Person): { here: ChatsHere; stop: () => void } {
  const histories: Histories = new Map()
  const mine = makeHere(person, histories)
  const stops = [
    readAnew(mine),
    keepPlaces(histories),
    mine.book.subscribe(() => follow(mine, histories)),
    onArrival((entry, answer) => {
      if (entry.call !== contract.send.name) return
      const { message } = answer as { message: contract.Message }
      cache.putMissing(contract.message.name, message, chatTopic(message.chatId))
    }),
    whenHidden(() => mine.marks.hurry()),
  ]
  here.set(mine)
  return {
    here: mine,
    stop: () => {
      for (const stop of stops) stop()
      mine.rows.stop()
      mine.marks.stop()
      mine.book.stop()
      here.set(null)
    },
  }
}

function makeHere(person: Person, histories: Histories): ChatsHere {
  const me = person.personId
  const book = new ChatBook(cache, me)
  const drafts = new Drafts(local, me)
  const missing = new Missing(pickMissing)
  return {
    person,
    book,
    drafts,
    missing,
    rows: new ChatRows({ book, drafts, cache, me }),
    marks: new ReadMarks({ book, send: (chatId, number) => api(contract.markRead, { chatId, number }).then(() => {}) }),
    isLoaded: new Value(false),
    history: (chatId) => {
      const known = histories.get(chatId) ?? new ChatHistory(pagesOf(chatId, me))
      histories.set(chatId, known)
      return known
    },
    knowAuthor: async ({ chatId, authorId }) => {
      if (cache.get(contract.member.name, `${chatId}.${authorId}`) === undefined)
        await missing.want(chatId, 'members', authorId)
    },
    send: async (chatId, text, replyTo) => {
      const id = crypto.randomUUID()
      const waiting = outbox.get()
      if (waiting === null) throw new Error('Nobody acts here yet.')
      await waiting.add({ id, lane: chatId, call: contract.send.name, input: { id, chatId, text, replyTo } })
    },
  }
}

function readAnew({ person, isLoaded }: ChatsHere): () => void {
  return registerRefresher(['chat', 'person'], async () => {
    await readList(person.personId)
    isLoaded.set(true)
  })
}

/** Chats that begin anew lose what was loaded of them: it is read again where the reader was. */
function keepPlaces(histories: Histories): () => void {
  return onBeginning((topics) => {
    for (const [chatId, one] of histories) {
      if (!topics.includes(chatTopic(chatId))) continue
      one.expire()
      // After the answer was taken. A page that is on its way is of no use any more; one that replaces all is.
      if (one.isExpired && one.loading.get() !== 'open') queueMicrotask(() => comeBack(one, 0))
    }
  })
}

function comeBack(one: ChatHistory, attempt: number): void {
  one.reload().catch((error: unknown) => {
    if (!(error instanceof ApiError)) throw error
    realClock.after(backoff(attempt, Math.random), () => {
      if (one.isExpired) comeBack(one, attempt + 1)
    })
  })
}

function follow(mine: ChatsHere, histories: Histories): void {
  for (const { id } of mine.book.chats()) {
    const newest = mine.book.newest(id)
    if (newest === undefined) continue
    histories.get(id)?.arrived(newest)
    // The list names who wrote last, also in chats that were not opened yet.
    if (newest.authorId !== mine.person.personId) void mine.knowAuthor(newest)
  }
}

function whenHidden(run: () => void): () => void {
  const look = (): void => {
    if (document.visibilityState === 'hidden') run()
  }
  document.addEventListener('visibilitychange', look)
  return () => document.removeEventListener('visibilitychange', look)
}

async function readList(me: string): Promise<void> {
  const { value, marks } = await ask(contract.list, {})
  const person = `person:${me}`
  take(marks, [
    ...value.chats.map((chat): Taken => ({ topic: chatTopic(chat.id), entity: contract.chat, values: [chat] })),
    { topic: person, entity: contract.seat, values: value.seats, complete: true },
    ...value.messages.map((message): Taken => ({
      topic: chatTopic(message.chatId),
      entity: contract.message,
      values: [message],
    })),
    ...value.members.map((member): Taken => ({
      topic: chatTopic(member.chatId),
      entity: contract.member,
      values: [member],
    })),
  ])
}

function pagesOf(chatId: string, me: string) {
  const numbers = (messages: readonly contract.Message[]) => messages.map((message) => message.number)
  return {
    open: async (around: number | null) => {
      const { value, marks } = await ask(contract.open, { chatId, around })
      take(marks, [
        { topic: chatTopic(chatId), entity: contract.chat, values: [value.chat] },
        { topic: `person:${me}`, entity: contract.seat, values: [value.seat] },
        ...pageParts({ chatId, ...value }),
      ])
      return { numbers: numbers(value.messages), last: value.last }
    },
    load: async (from: number, direction: 'before' | 'after') => {
      const { value, marks } = await ask(contract.history, { chatId, from, direction, limit: 60 })
      take(marks, pageParts({ chatId, ...value }))
      return { numbers: numbers(value.messages) }
    },
    release: (from: number, to: number) => releaseOutside(chatId, from, to),
  }
}

/** Messages far from the reader go, but not those that a shown one answers. */
function releaseOutside(chatId: string, from: number, to: number): void {
  const all = cache.owned(chatTopic(chatId), contract.message.name) as readonly contract.Message[]
  const isShown = (message: contract.Message): boolean => message.number >= from && message.number <= to
  const quoted = new Set(all.filter(isShown).map((message) => message.replyTo))
  const far = all.filter((message) => !isShown(message) && !quoted.has(message.id))
  if (far.length > 200)
    cache.evict(
      chatTopic(chatId),
      contract.message.name,
      far.map((message) => message.id),
    )
}

async function pickMissing(chatId: string, wanted: Wishes): Promise<readonly string[]> {
  const { value, marks } = await ask(contract.pick, { chatId, ...wanted })
  take(marks, pageParts({ chatId, ...value }))
  return [...value.messages.map((message) => message.id), ...value.members.map((member) => member.personId)]
}
