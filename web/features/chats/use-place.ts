import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { VirtualizerHandle } from 'virtua'
import type { Chat, Message } from '#contract/chats.ts'
import { firstRowToShow, type Row } from './message-rows.ts'
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

/** Where the reader is: kept at the end while new messages come, elsewhere while pages are loaded; what is seen is read. */
export function usePlace({ chat, conversation, scroller, virtual }: PlaceInput) {
  const { marks } = useHere()
  const { rows, history, opening } = conversation
  const [isAtEnd, setIsAtEnd] = useState(true)
  const atEnd = useRef(true)
  const opened = useRef(-1)
  const target = useRef<string | null>(null)
  const latest = useRef(rows)
  latest.current = rows

  const see = useCallback(() => {
    const list = virtual.current
    if (list === null || !document.hasFocus() || document.visibilityState !== 'visible') return
    const bottom = list.scrollOffset + list.viewportSize
    const at = atEnd.current ? latest.current.length - 1 : list.findItemIndex(bottom)
    const number = lastNumber(latest.current, at)
    if (number > 0) marks.seen(chat.id, number)
    watched.set(atEnd.current && history.isAtNewest ? chat.id : null)
  }, [chat.id, history, marks, virtual])

  const follow = useCallback(() => {
    const [list, box] = [virtual.current, scroller.current]
    if (list === null || box === null) return
    const below = box.scrollHeight - box.scrollTop - box.clientHeight
    atEnd.current = below < nearEnd && history.isAtNewest
    setIsAtEnd(atEnd.current)
    if (box.scrollTop < nearEdge) void history.loadBefore().catch(later)
    if (below < nearEdge) void history.loadAfter().catch(later)
    see()
  }, [history, scroller, see, virtual])

  useLayoutEffect(() => {
    if (rows.length === 0) return
    if (opened.current !== opening) {
      opened.current = opening
      const at = target.current === null ? firstRowToShow(rows) : rows.findIndex((row) => row.key === target.current)
      target.current = null
      if (at === null || at < 0) toEnd(scroller.current, virtual.current, rows.length)
      else virtual.current?.scrollToIndex(at, { align: 'center' })
    } else if (atEnd.current) toEnd(scroller.current, virtual.current, rows.length)
    const frame = requestAnimationFrame(follow)
    return () => cancelAnimationFrame(frame)
  }, [rows, opening, follow, scroller, virtual])

  useEffect(() => {
    // The keyboard of a phone and a growing field take room from below: the end stays in sight.
    const box = scroller.current
    if (box === null) return
    const sizes = new ResizeObserver(() => {
      if (atEnd.current) toEnd(box, virtual.current, latest.current.length)
    })
    sizes.observe(box)
    return () => sizes.disconnect()
  }, [scroller, virtual])

  useEffect(() => {
    window.addEventListener('focus', see)
    return () => {
      window.removeEventListener('focus', see)
      watched.set(null)
    }
  }, [see])

  const toNewest = useCallback(() => {
    atEnd.current = true
    if (history.isAtNewest) toEnd(scroller.current, virtual.current, latest.current.length)
    else conversation.jump(null)
  }, [history, conversation, scroller, virtual])

  const toMessage = useCallback(
    (message: Message) => {
      const at = latest.current.findIndex((row) => row.key === message.id)
      atEnd.current = false
      if (at >= 0) return virtual.current?.scrollToIndex(at, { align: 'center', smooth: true })
      target.current = message.id
      conversation.jump(message.number)
    },
    [conversation, virtual],
  )
  return { isAtEnd, follow, toNewest, toMessage }
}

function toEnd(box: HTMLDivElement | null, list: VirtualizerHandle | null, count: number): void {
  list?.scrollToIndex(count - 1, { align: 'end' })
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
