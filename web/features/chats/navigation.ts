/** Where in the chats this tab is. */
import { go } from '#web/kernel/go.ts'
import { Value } from '#web/kernel/value.ts'

/** The chat whose end is on the screen. */
export const watched = new Value<string | null>(null)
/** «Новое сообщение» is open. */
export const isDirectOpen = new Value(false)

export function openChat(chatId: string): void {
  go(`/chats/${chatId}`)
}

/** From anywhere: the dialog lives on the screen of chats. */
export function openDirect(): void {
  go('/chats')
  isDirectOpen.set(true)
}
