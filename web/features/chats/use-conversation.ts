/** Everything a conversation draws from: chat, seat, loaded messages, what waits, who wrote. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import * as contract from '#contract/chats.ts'
import { ApiError } from '#web/kernel/api/api-error.ts'
import { useEntity, useOwned } from '#web/kernel/cache/use-cache.ts'
import type { LiveState } from '#web/kernel/live/live-client.ts'
import { live } from '#web/kernel/me.ts'
import { Value } from '#web/kernel/value.ts'
import { outbox } from '#web/kernel/outbox/outbox-here.ts'
import type { OutboxEntry } from '#web/kernel/outbox/outbox-entry.ts'
import { useSchoolTime } from '#web/kernel/time/use-time.ts'
import { useValue } from '#web/kernel/use-value.ts'
import type { ChatHistory, Meeting } from './chat-history.ts'
import { chatTopic } from './chats-here.ts'
import { isShifted, rowsOf, type Row } from './message-rows.ts'
import { useHere } from './use-here.ts'

export interface Conversation {
  readonly history: ChatHistory
  readonly rows: readonly Row[]
  /** Rows came or went at the start only: the reader's place must not jump. */
  readonly isShifted: boolean
  /** Which loaded part is shown; another when it was replaced. */
  readonly opened: { readonly nth: number; readonly meets: Meeting }
  readonly error: ApiError | null
  readonly isOpen: boolean
  readonly retry: () => void
  /** Goes to a message, loading its place. */
  readonly jump: (around: number | null) => void
}

const unreadOnOnePage = 40
const offline = new Value<LiveState>('stopped')

export function useConversation(chatId: string): Conversation {
  const history = useHere().history(chatId)
  const { error, open, start } = useOpening(chatId, history)
  const rows = useRows(chatId, history)
  const before = useRef(rows)
  useLayoutEffect(() => {
    before.current = rows
  }, [rows])
  const jump = useCallback((around: number | null) => void open(around, around ?? 'end'), [open])
  return {
    history,
    rows,
    isShifted: isShifted(before.current, rows),
    opened: useValue(history.opened),
    error,
    isOpen: useValue(history.window) !== null,
    retry: start,
    jump,
  }
}

/** Loads the newest page, or the one where the unread begins; again when the connection is back. */
function useOpening(chatId: string, history: ChatHistory) {
  const { book } = useHere()
  const [error, setError] = useState<ApiError | null>(null)
  const open = useCallback(
    async (around: number | null, meets: Meeting) => {
      setError(null)
      try {
        await history.open(around, meets)
      } catch (refusal) {
        setError(refusal instanceof ApiError ? refusal : new ApiError('internal'))
      }
    },
    [history],
  )
  const start = useCallback(() => {
    const unread = book.unread(chatId)
    void open(unread > unreadOnOnePage ? book.read(chatId) + 1 : null, 'new')
  }, [book, chatId, open])
  useEffect(() => {
    // What was loaded before and kept live needs no second look, unless there is more unread than it shows.
    if (history.window.get() === null || !history.isAtNewest) start()
  }, [history, start])
  const isConnected = useValue(useValue(live)?.state ?? offline) === 'ready'
  useEffect(() => {
    if (isConnected && error?.isPassing === true) start()
  }, [isConnected, error, start])
  return { error, open, start }
}

function useRows(chatId: string, history: ChatHistory): readonly Row[] {
  const { book, person } = useHere()
  const window = useValue(history.window)
  const messages = useOwned(chatTopic(chatId), contract.message)
  const waiting = useLane(chatId)
  const { dayNumber } = useSchoolTime()
  const [readAtOpening] = useState(() => book.read(chatId))
  return useMemo(() => {
    // Before anything is loaded, what was just written is shown all the same.
    const shown =
      window === null ? [] : messages.filter((message) => message.number >= window.from && message.number <= window.to)
    return rowsOf({
      messages: shown.toSorted((one, other) => one.number - other.number),
      waiting: window === null || window.to >= window.last ? waiting : [],
      me: person.personId,
      readAtOpening,
      dayNumber,
    })
  }, [messages, window, waiting, person.personId, readAtOpening, dayNumber])
}

const none: readonly OutboxEntry[] = []

function useLane(chatId: string): readonly OutboxEntry[] {
  const mine = useValue(outbox)
  const subscribe = useCallback((listener: () => void) => mine?.subscribe(listener) ?? (() => {}), [mine])
  return useSyncExternalStore(subscribe, () => mine?.lane(chatId) ?? none)
}

/** An author; asked for once where it is not known. */
export function useMember(chatId: string, personId: string): contract.Member | undefined {
  const { missing } = useHere()
  const member = useEntity(contract.member, `${chatId}.${personId}`)
  const isUnknown = member === undefined
  useEffect(() => {
    if (isUnknown) void missing.want(chatId, 'members', personId)
  }, [missing, chatId, personId, isUnknown])
  return member
}

export function useQuoted(chatId: string, messageId: string | null): contract.Message | undefined {
  const { missing } = useHere()
  const message = useEntity(contract.message, messageId)
  const isUnknown = messageId !== null && message === undefined
  useEffect(() => {
    if (isUnknown) void missing.want(chatId, 'messages', messageId)
  }, [missing, chatId, messageId, isUnknown])
  return message
}
