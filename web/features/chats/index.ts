/** Chats: the list, the conversation, who is here and why. */
import { MessagesSquare } from 'lucide-react'
import type { WebFeature } from '#web/kernel/feature.ts'
import type { Me } from '#web/kernel/me.ts'

/** Somebody who acts, with the second factor passed where it is obligatory. */
function acts(me: Me): boolean {
  return me.person !== null && (!me.person.factorObligatory || me.factor.passed)
}

export const chats: WebFeature = {
  name: 'chats',
  screens: [
    {
      path: '/chats',
      frame: 'shell',
      may: acts,
      load: () => import('./ChatsScreen.tsx').then((module) => module.ChatsScreen),
    },
  ],
  nav: [{ id: 'chats', text: /*i18n*/ { id: 'chats.title', message: 'Чаты' }, icon: MessagesSquare, to: '/chats', may: acts }],
  home: (me) => (acts(me) ? '/chats' : undefined),
}
