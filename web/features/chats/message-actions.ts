/** What one may do with a message; hides itself by the server's own rules. */
import type { MessageDescriptor } from '@lingui/core'
import { Copy, EyeOff, Pencil, Reply, Trash2, type LucideIcon } from 'lucide-react'
import { mayChangeOwn, mayWriteNow, type Chat, type Message, type Seat } from '#contract/chats.ts'

export interface MessageContext {
  readonly message: Message
  readonly me: { readonly personId: string; readonly standing: 'staff' | 'pupil' | 'parent' }
  readonly seat: Seat
  readonly chat: Chat
  readonly now: number
}

export interface MessageAction {
  readonly name: 'reply' | 'copy' | 'edit' | 'remove' | 'hide'
  readonly text: MessageDescriptor
  readonly icon: LucideIcon
  readonly danger?: boolean
  readonly may: (context: MessageContext) => boolean
}

export const messageActions: readonly MessageAction[] = [
  {
    name: 'reply',
    text: /*i18n*/ { id: 'chats.reply', message: 'Ответить' },
    icon: Reply,
    may: ({ message, seat, chat, now }) => message.deleted === null && mayWriteNow(seat, chat, now),
  },
  {
    name: 'copy',
    text: /*i18n*/ { id: 'chats.copy', message: 'Скопировать' },
    icon: Copy,
    may: ({ message }) => message.deleted === null,
  },
  {
    name: 'edit',
    text: /*i18n*/ { id: 'chats.edit', message: 'Изменить' },
    icon: Pencil,
    may: ({ me, message, now }) => mayChangeOwn(me, message, now),
  },
  {
    name: 'remove',
    text: /*i18n*/ { id: 'chats.remove', message: 'Удалить у всех' },
    icon: Trash2,
    danger: true,
    may: ({ me, message, now }) => mayChangeOwn(me, message, now),
  },
  {
    name: 'hide',
    text: /*i18n*/ { id: 'chats.hide', message: 'Скрыть от всех' },
    icon: EyeOff,
    danger: true,
    may: ({ me, message, seat, chat }) =>
      seat.moderator && chat.kind !== 'direct' && message.authorId !== me.personId && message.deleted === null,
  },
]

export function actionsFor(context: MessageContext): readonly MessageAction[] {
  return messageActions.filter((action) => action.may(context))
}
