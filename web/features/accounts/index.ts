import { LogOut } from 'lucide-react'
import { lazy } from 'react'
import { signOut } from '#contract/accounts.ts'
import { api } from '#web/kernel/api/api.ts'
import type { Me } from '#web/kernel/me.ts'
import type { WebFeature } from '#web/kernel/feature.ts'
import { needsFactor } from './need-factor.ts'

export { needsFactor } from './need-factor.ts'
export { ConsentLine, SupportLine } from './SupportLine.tsx'
export const CodeStep = lazy(() => import('./CodeStep.tsx').then((module) => ({ default: module.CodeStep })))
export const AccountStep = lazy(() => import('./AccountStep.tsx').then((module) => ({ default: module.AccountStep })))
export const SessionList = lazy(() => import('./SessionList.tsx').then((module) => ({ default: module.SessionList })))
export const FactorCard = lazy(() => import('./FactorCard.tsx').then((module) => ({ default: module.FactorCard })))

const anybody = (): boolean => true
const isSignedIn = (me: Me): boolean => me.accountId !== null

export const accounts: WebFeature = {
  name: 'accounts',
  screens: [
    {
      path: '/enter',
      frame: 'bare',
      may: anybody,
      load: () => import('./SignInScreen.tsx').then((module) => module.SignInScreen),
    },
    {
      path: '/operator',
      frame: 'bare',
      may: anybody,
      load: () => import('./OperatorScreen.tsx').then((module) => module.OperatorScreen),
    },
    {
      path: '/factor',
      frame: 'bare',
      may: isSignedIn,
      load: () => import('./FactorScreen.tsx').then((module) => module.FactorScreen),
    },
    {
      path: '/ca',
      frame: 'bare',
      may: anybody,
      load: () => import('./TrustScreen.tsx').then((module) => module.TrustScreen),
    },
    {
      path: '/outbox',
      frame: 'shell',
      may: (me) => me.isOperator && !needsFactor(me),
      load: () => import('./OutboxScreen.tsx').then((module) => module.OutboxScreen),
    },
  ],
  actions: [
    {
      name: 'accounts.signOut',
      text: /*i18n*/ { id: 'accounts.sign-out', message: 'Выйти' },
      icon: LogOut,
      danger: true,
      inMenu: true,
      may: isSignedIn,
      run: async () => {
        await api(signOut, {})
        // A fresh page: nothing of the person who left stays in its memory.
        location.assign('/')
      },
    },
  ],
  home: (me) => {
    if (me.accountId === null) return me.installation.mode === 'real' ? '/enter' : undefined
    return needsFactor(me) ? '/factor' : undefined
  },
}
