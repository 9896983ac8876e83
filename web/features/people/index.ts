/** Persons: one's own page, staff, the status «учитель». */
import { UserRound } from 'lucide-react'
import { lazy } from 'react'
import { needsFactor } from '#web/features/accounts/index.ts'
import type { WebFeature } from '#web/kernel/feature.ts'
import { go } from '#web/kernel/go.ts'
import type { Me } from '#web/kernel/me.ts'

export const StaffTable = lazy(() => import('./StaffTable.tsx').then((module) => ({ default: module.StaffTable })))
export const StatusRequest = lazy(() =>
  import('./StatusRequest.tsx').then((module) => ({ default: module.StatusRequest })),
)
export const LoginCodeDialog = lazy(() =>
  import('./LoginCodeDialog.tsx').then((module) => ({ default: module.LoginCodeDialog })),
)
export type { PersonLine } from './person-line.ts'
export { countStaff, waitingForStatus } from './person-line.ts'

const isIn = (me: Me): boolean => me.accountId !== null && !needsFactor(me)

export const people: WebFeature = {
  name: 'people',
  screens: [
    {
      path: '/more',
      frame: 'shell',
      may: isIn,
      load: () => import('./MoreScreen.tsx').then((module) => module.MoreScreen),
    },
  ],
  actions: [
    {
      name: 'people.more',
      text: /*i18n*/ { id: 'people.more', message: 'Профиль и устройства' },
      icon: UserRound,
      inMenu: true,
      may: isIn,
      run: () => go('/more'),
    },
  ],
}
