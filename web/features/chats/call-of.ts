import type { Member, Message } from '#contract/chats.ts'
import { cache } from '#web/kernel/cache/cache.ts'
import { authorName, chatTitle } from './chat-rows.ts'
import type { ChatsHere } from './chats-here.ts'
import { plainOf } from './markup.ts'

/** A new message as a notification says it. */
export function callOf(here: ChatsHere, message: Message): { tag: string; title: string; body: string } {
  const chat = here.book.chats().find((one) => one.id === message.chatId)
  const author = cache.get('member', `${message.chatId}.${message.authorId}`) as Member | undefined
  const text = plainOf(message.text).slice(0, 160)
  const isDirect = chat?.kind === 'direct'
  return {
    tag: message.chatId,
    title: chat === undefined ? '' : chatTitle(chat, here.book.seat(chat.id)),
    body: isDirect || author === undefined ? text : `${authorName(author)}: ${text}`,
  }
}
