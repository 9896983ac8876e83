/** Chats: the list, the conversation, who is here and why. */
import { MessagesSquare, PenLine } from 'lucide-react'
import { callAttention, showCount } from '#web/kernel/attention.ts'
import type { WebFeature } from '#web/kernel/feature.ts'
import type { Me } from '#web/kernel/me.ts'
import { stoppedTyping } from '#web/kernel/live/typing.ts'
import { Value } from '#web/kernel/value.ts'
import { startHere } from './chats-here.ts'
import { callOf } from './call-of.ts'
import { openChat, openDirect, watched } from './navigation.ts'
import { findChats, findPeople } from './palette-sources.ts'

/** Somebody who acts, with the second factor passed where it is obligatory. */
function acts(me: Me): boolean {
  return me.person !== null && (!me.person.factorObligatory || me.factor.passed)
}

/** Pupils write to nobody directly until reports exist (SAFETY.md §2). */
function mayWriteDirectly(me: Me): boolean {
  return acts(me) && me.person?.card.standing !== 'pupil'
}

const unread = new Value(0)

export const chats: WebFeature = {
  name: 'chats',
  screens: [
    {
      path: '/chats',
      frame: 'shell',
      may: acts,
      load: () => import('./ChatsScreen.tsx').then((module) => module.ChatsScreen),
      children: [
        {
          path: '/$chatId',
          hidesBar: true,
          load: () => import('./ConversationScreen.tsx').then((module) => module.ConversationScreen),
        },
      ],
    },
  ],
  nav: [
    {
      id: 'chats',
      text: /*i18n*/ { id: 'chats.title', message: 'Чаты' },
      icon: MessagesSquare,
      to: '/chats',
      may: acts,
      count: unread,
    },
  ],
  actions: [
    {
      name: 'chats.startDirect',
      text: /*i18n*/ { id: 'chats.new-direct', message: 'Новое сообщение' },
      icon: PenLine,
      shortcut: 'Alt+Shift+N',
      may: mayWriteDirectly,
      run: openDirect,
    },
  ],
  palette: [
    { id: 'chats', title: /*i18n*/ { id: 'chats.palette-chats', message: 'Чаты' }, find: findChats },
    {
      id: 'people',
      title: /*i18n*/ { id: 'chats.palette-people', message: 'Люди' },
      find: (text, me) => (mayWriteDirectly(me) ? findPeople(text) : []),
    },
  ],
  home: (me) => (acts(me) ? '/chats' : undefined),
  start: (me) => {
    const { here, stop } = startHere(me.person!)
    const count = (): void => {
      unread.set(here.book.unreadMessages())
      showCount(unread.get())
    }
    const stopCounting = here.book.subscribe(count)
    const stopCalling = here.book.onArrival((message) => {
      stoppedTyping(message.chatId, message.authorId)
      void here.knowAuthor(message).then(() => {
        const call = { ...callOf(here, message), open: () => openChat(message.chatId) }
        callAttention(call, watched.get() === message.chatId)
      })
    })
    return () => {
      stopCounting()
      stopCalling()
      stop()
      unread.set(0)
      showCount(0)
    }
  },
}
