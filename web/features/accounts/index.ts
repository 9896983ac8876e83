import { lazy } from 'react'
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
    { path: '/enter', frame: 'bare', may: anybody, load: () => import('./SignInScreen.tsx').then((module) => module.SignInScreen) },
    { path: '/operator', frame: 'bare', may: anybody, load: () => import('./OperatorScreen.tsx').then((module) => module.OperatorScreen) },
    { path: '/factor', frame: 'bare', may: isSignedIn, load: () => import('./FactorScreen.tsx').then((module) => module.FactorScreen) },
    { path: '/ca', frame: 'bare', may: anybody, load: () => import('./TrustScreen.tsx').then((module) => module.TrustScreen) },
    {
      path: '/outbox',
      frame: 'shell',
      may: (me) => me.isOperator && !needsFactor(me),
      load: () => import('./OutboxScreen.tsx').then((module) => module.OutboxScreen),
    },
  ],
  home: (me) => {
    if (me.accountId === null) return me.installation.mode === 'real' ? '/enter' : undefined
    return needsFactor(me) ? '/factor' : undefined
  },
}
