import { useSyncExternalStore } from 'react'
import { useValue } from '#web/kernel/use-value.ts'
import { here, type ChatsHere } from './chats-here.ts'
import type { ChatRow } from './chat-rows.ts'

/** Screens of chats are drawn only while somebody acts. */
export function useHere(): ChatsHere {
  const mine = useValue(here)
  if (mine === null) throw new Error('Nobody acts here yet.')
  return mine
}

export function useRows(): readonly ChatRow[] {
  const { rows } = useHere()
  return useSyncExternalStore(rows.subscribe, rows.get)
}

/** Something of the book, read again when it changes. */
export function useBook<T>(read: (book: ChatsHere['book']) => T): T {
  const { book } = useHere()
  return useSyncExternalStore(book.subscribe, () => read(book))
}
