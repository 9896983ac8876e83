import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { Outlet, useRouter } from '@tanstack/react-router'
import { Suspense } from 'react'
import { I18nProvider as AriaLocale, RouterProvider as AriaRouter } from 'react-aria-components'
import { me } from '#web/kernel/me.ts'
import { useValue } from '#web/kernel/use-value.ts'
import { ToastList } from '#web/ui/ToastList.tsx'
import { Palette } from './Palette.tsx'

/** Around every screen: language, links of React Aria through the router, toasts, palette. */
export function Root() {
  const router = useRouter()
  const who = useValue(me)
  return (
    <I18nProvider i18n={i18n}>
      <AriaLocale locale={i18n.locale === 'en' ? 'en-US' : 'ru-RU'}>
        <AriaRouter navigate={(to) => void router.navigate({ to })}>
          <Suspense>{who !== null && <Outlet key={who.person?.personId ?? who.accountId ?? ''} />}</Suspense>
          <ToastList />
          {who !== null && <Palette />}
        </AriaRouter>
      </AriaLocale>
    </I18nProvider>
  )
}
