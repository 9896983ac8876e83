/** The first screen of an empty installation, and the example school that one may play in. */
import { lazy } from 'react'
import type { WebFeature } from '#web/kernel/feature.ts'

export const setup: WebFeature = {
  name: 'setup',
  screens: [
    {
      path: '/welcome',
      frame: 'bare',
      may: (me) => me.installation.mode === 'empty',
      load: () => import('./WelcomeScreen.tsx').then((module) => module.WelcomeScreen),
    },
    {
      path: '/example',
      frame: 'bare',
      may: (me) => me.installation.mode === 'example',
      load: () => import('./CastScreen.tsx').then((module) => module.CastScreen),
    },
  ],
  banner: lazy(() => import('./ExampleBanner.tsx').then((module) => ({ default: module.ExampleBanner }))),
  home: (me) => {
    if (me.installation.mode === 'empty') return '/welcome'
    return me.installation.mode === 'example' && me.person === null ? '/example' : undefined
  },
}
