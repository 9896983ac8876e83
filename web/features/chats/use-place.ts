import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { VirtualizerHandle } from 'virtua'
import type { Chat, Message } from '#contract/chats.ts'
import { rowToMeet, type Row } from './message-rows.ts'
import { watched } from './navigation.ts'
import type { Conversation } from './use-conversation.ts'
import { useHere } from './use-here.ts'

/** Pixels from the end within which new messages carry the reader along, and from an edge at which more is loaded. */
const nearEnd = 80
const nearEdge = 900

interface PlaceInput {
  chat: Chat
  conversation: Conversation
  scroller: React.RefObject<HTMLDivElement | null>
  virtual: React.RefObject<VirtualizerHandle | null>
}

/** What is known between two drawings. */
interface Place {
  /** New messages carry the reader along. */
  isAtEnd: boolean
  /** Pixels scrolled when it was last looked at. */
  top: number
  /** The loaded part that was placed already; see `Conversation.opened`. */
  nth: number
  rows: readonly Row[]
}

/** Where the reader is: kept at the end while new messages come, elsewhere while pages are loaded; what is seen is read. */
export function usePlace(input: PlaceInput) {
  const { conversation, scroller, virtual } = input
  const { rows, history, opened } = conversation
  const [isAtEnd, setIsAtEnd] = useState(true)
  const place = useRef<Place>({ isAtEnd: true, top: 0, nth: -1, rows })
  place.current.rows = rows
  const carry = useCallback((along: boolean) => {
    place.current.isAtEnd = along
    setIsAtEnd(along)
  }, [])
  const see = useReading(input, place)
  useEndKept(scroller, place)

  const follow = useCallback(() => {
    const box = scroller.current
    if (box === null) return
    const below = box.scrollHeight - box.scrollTop - box.clientHeight
    const isNear = below < nearEnd && history.isAtNewest
    // Only the reader goes up; what grows below him moves the end away, and it is followed.
    if (isNear || box.scrollTop < place.current.top || !history.isAtNewest) carry(isNear)
    place.current.top = box.scrollTop
    if (box.scrollTop < nearEdge) void history.loadBefore().catch(later)
    if (below < nearEdge) void history.loadAfter().catch(later)
    see()
  }, [carry, history, scroller, see])

  useLayoutEffect(() => {
    const now = place.current
    if (rows.length === 0) return
    if (now.nth !== opened.nth) {
      now.nth = opened.nth
      const at = rowToMeet(rows, opened.meets)
      carry(at === null)
      if (at !== null) virtual.current?.scrollToIndex(at, { align: 'center' })
      // Lets go of a row that virtua may still be scrolling to.
      else if (opened.meets === 'end') virtual.current?.scrollToIndex(rows.length - 1, { align: 'end' })
    }
    if (now.isAtEnd) toEnd(scroller.current)
    const frame = requestAnimationFrame(follow)
    return () => cancelAnimationFrame(frame)
  }, [rows, opened, carry, follow, scroller, virtual])

  const scrolled = useCallback(() => {
    follow()
    const [list, now] = [virtual.current, place.current]
    if (list === null) return
    const middle = list.findItemIndex(list.scrollOffset + list.viewportSize / 2)
    history.eye = now.isAtEnd ? 'end' : lastNumber(now.rows, middle)
  }, [follow, history, virtual])
  return { isAtEnd, scrolled, ...useJumps(input, { place, carry }) }
}

function useJumps(
  { conversation, virtual }: PlaceInput,
  { place, carry }: { place: React.RefObject<Place>; carry: (along: boolean) => void },
) {
  const { history, jump } = conversation
  const toNewest = useCallback(() => {
    carry(true)
    if (history.isAtNewest) virtual.current?.scrollToIndex(place.current.rows.length - 1, { align: 'end' })
    else jump(null)
  }, [carry, history, jump, place, virtual])
  const toMessage = useCallback(
    (message: Message) => {
      const at = place.current.rows.findIndex((row) => row.key === message.id)
      carry(false)
      if (at >= 0) return virtual.current?.scrollToIndex(at, { align: 'center', smooth: true })
      jump(message.number)
    },
    [carry, jump, place, virtual],
  )
  return { toNewest, toMessage }
}

/** Marks as read what is before the reader's eyes, while he looks at this page. */
function useReading({ chat, conversation, virtual }: PlaceInput, place: React.RefObject<Place>): () => void {
  const { marks } = useHere()
  const { history } = conversation
  const see = useCallback(() => {
    const [list, { isAtEnd, rows }] = [virtual.current, place.current]
    if (list === null || !document.hasFocus() || document.visibilityState !== 'visible') return
    const at = isAtEnd ? rows.length - 1 : list.findItemIndex(list.scrollOffset + list.viewportSize)
    const number = lastNumber(rows, at)
    if (number > 0) marks.seen(chat.id, number)
    watched.set(isAtEnd && history.isAtNewest ? chat.id : null)
  }, [chat.id, history, marks, place, virtual])
  useEffect(() => {
    history.eye ??= 'end'
    window.addEventListener('focus', see)
    return () => {
      window.removeEventListener('focus', see)
      watched.set(null)
      history.eye = null
    }
  }, [history, see])
  return see
}

/** The keyboard of a phone and a growing field take room from below, and rows are measured late: the end stays in sight. */
function useEndKept(scroller: React.RefObject<HTMLDivElement | null>, place: React.RefObject<Place>): void {
  useEffect(() => {
    const box = scroller.current
    if (box === null) return
    const sizes = new ResizeObserver(() => {
      if (place.current.isAtEnd) toEnd(box)
    })
    sizes.observe(box)
    if (box.lastElementChild !== null) sizes.observe(box.lastElementChild)
    return () => sizes.disconnect()
  }, [scroller, place])
}

/** Without virtua's own scrolling to a row, which would hold on for a moment against a reader who scrolls away. */
function toEnd(box: HTMLDivElement | null): void {
  if (box !== null) box.scrollTop = box.scrollHeight
}

function lastNumber(rows: readonly Row[], at: number): number {
  for (let index = Math.min(at, rows.length - 1); index >= 0; index -= 1) {
    const row = rows[index]!
    if (row.kind === 'message') return row.message.number
  }
  return 0
}

/** A page that did not come is asked for again at the next movement. */
function later(): void {
  // Nothing is lost: the reader stays where he is.
}
