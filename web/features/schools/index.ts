/** How a school comes to exist: the application, its private link, the operator's queue. */
import { FileCheck, MessageSquareLock } from 'lucide-react'
import { needsFactor } from '#web/features/accounts/index.ts'
import type { WebFeature } from '#web/kernel/feature.ts'
import type { Me } from '#web/kernel/me.ts'

const anybody = (): boolean => true
const reviews = (me: Me): boolean => me.isOperator && !needsFactor(me)

export const schools: WebFeature = {
  name: 'schools',
  screens: [
    {
      path: '/apply',
      frame: 'bare',
      may: anybody,
      load: () => import('./ApplyScreen.tsx').then((module) => module.ApplyScreen),
    },
    {
      path: '/application',
      frame: 'bare',
      may: anybody,
      load: () => import('./ApplicationScreen.tsx').then((module) => module.ApplicationScreen),
    },
    {
      path: '/applications',
      frame: 'shell',
      may: reviews,
      load: () => import('./QueueScreen.tsx').then((module) => module.QueueScreen),
      children: [
        {
          path: '$applicationId',
          hidesBar: true,
          load: () => import('./ReviewScreen.tsx').then((module) => module.ReviewScreen),
        },
      ],
    },
  ],
  nav: [
    {
      id: 'applications',
      text: /*i18n*/ { id: 'schools.nav', message: 'Заявки' },
      icon: FileCheck,
      to: '/applications',
      may: reviews,
    },
    {
      id: 'outbox',
      text: /*i18n*/ { id: 'schools.outbox', message: 'Коды' },
      icon: MessageSquareLock,
      to: '/outbox',
      may: (me) => reviews(me) && !me.installation.sms,
    },
  ],
  home: (me) => (me.person === null && reviews(me) ? '/applications' : undefined),
}
