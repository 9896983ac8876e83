/** Invitations and what grows from them: entry, in-box, the page of the school and of a class. */
import { Presentation, School } from 'lucide-react'
import { needsFactor } from '#web/features/accounts/index.ts'
import type { WebFeature } from '#web/kernel/feature.ts'
import type { Me } from '#web/kernel/me.ts'
import { myRight } from '#web/kernel/my-right.ts'
import { waitingCount } from './waiting-count.ts'
import { MyClassLink } from './my-class.ts'

const anybody = (): boolean => true
const acts = (me: Me): boolean => me.person !== null && !needsFactor(me)
/** Administrators and administration: the page with all classes and their numbers. */
const leads = (me: Me): boolean => acts(me) && myRight(me, 'invite.parent', { school: true }) === 'yes'
/** Who reads the list of some class. */
const readsRoster = (me: Me): boolean =>
  acts(me) && myRight(me, 'class.roster', { school: true, curator: true }) === 'yes'

export const invites: WebFeature = {
  name: 'invites',
  screens: [
    {
      path: '/i',
      frame: 'bare',
      may: anybody,
      load: () => import('./LinkScreen.tsx').then((module) => module.LinkScreen),
    },
    {
      path: '/code',
      frame: 'bare',
      may: anybody,
      load: () => import('./CodeScreen.tsx').then((module) => module.CodeScreen),
    },
    {
      path: '/waiting',
      frame: 'bare',
      may: (me) => me.accountId !== null,
      load: () => import('./WaitingScreen.tsx').then((module) => module.WaitingScreen),
    },
    {
      path: '/hello',
      frame: 'bare',
      may: acts,
      load: () => import('./HelloScreen.tsx').then((module) => module.HelloScreen),
    },
    {
      path: '/school',
      frame: 'shell',
      may: leads,
      load: () => import('./SchoolScreen.tsx').then((module) => module.SchoolScreen),
      children: [{ path: '/$part', load: () => import('./NoPart.tsx').then((module) => module.NoPart) }],
    },
    {
      path: '/class/$classId',
      frame: 'shell',
      may: readsRoster,
      load: () => import('./ClassScreen.tsx').then((module) => module.ClassScreen),
    },
    {
      path: '/my-class',
      frame: 'shell',
      may: (me) => acts(me) && (me.person?.curatorOf.length ?? 0) > 0,
      load: () => import('./MyClassScreen.tsx').then((module) => module.MyClassScreen),
    },
  ],
  nav: [
    {
      id: 'school',
      text: /*i18n*/ { id: 'invites.nav.school', message: 'Школа' },
      icon: School,
      to: '/school',
      may: leads,
      count: waitingCount,
    },
    {
      id: 'my-class',
      text: /*i18n*/ { id: 'invites.nav.my-class', message: 'Мой класс' },
      icon: Presentation,
      to: MyClassLink,
      may: (me) => acts(me) && (me.person?.curatorOf.length ?? 0) > 0,
    },
  ],
  home: (me) =>
    me.accountId !== null && me.person === null && !me.isOperator && me.installation.mode === 'real'
      ? '/waiting'
      : undefined,
}
