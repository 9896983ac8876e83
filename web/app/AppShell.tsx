import { Outlet, useMatches, useRouterState } from '@tanstack/react-router'
import { Suspense, useMemo, useSyncExternalStore } from 'react'
import { useLingui } from '@lingui/react'
import { useMe } from '#web/kernel/use-me.ts'
import type { NavItem } from '#web/kernel/feature.ts'
import { Shell, type ShellItem } from '#web/ui/Shell.tsx'
import { ConnectionLine } from './ConnectionLine.tsx'
import { features } from './features.ts'
import { homeOf } from './home.ts'
import { MyMenu } from './MyMenu.tsx'

const navItems = features.flatMap((feature) => feature.nav ?? [])
const banners = features.flatMap((feature) =>
  feature.banner === undefined ? [] : [{ name: feature.name, Banner: feature.banner }],
)

/** Rail, bar, banners around the screens of people who are in. */
export function AppShell() {
  const me = useMe()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const hidesBar = useMatches({
    select: (matches) => matches.some((match) => (match.staticData as { hidesBar?: boolean }).hidesBar === true),
  })
  const items = useItems(
    navItems.filter((item) => item.may(me)),
    path,
  )
  return (
    <Shell
      items={items}
      home={homeOf(features, me)}
      hideBar={hidesBar}
      banner={
        <>
          {banners.map(({ name, Banner }) => (
            <Banner key={name} />
          ))}
          <ConnectionLine />
        </>
      }
      foot={<MyMenu place="rail" />}
      more={<MyMenu place="bar" />}
    >
      <Suspense>
        <Outlet />
      </Suspense>
    </Shell>
  )
}

function useItems(items: readonly NavItem[], path: string): ShellItem[] {
  const { i18n } = useLingui()
  const counts = useCounts()
  return items.map((item) => ({
    id: item.id,
    text: i18n._(item.text),
    icon: item.icon,
    href: item.to,
    active: path === item.to || path.startsWith(`${item.to}/`),
    count: counts[navItems.indexOf(item)],
  }))
}

/** What waits at each entry of the navigation, in its order. */
function useCounts(): readonly number[] {
  const joined = useSyncExternalStore(subscribeToCounts, () => navItems.map((item) => item.count?.get() ?? 0).join(' '))
  return useMemo(() => joined.split(' ').map(Number), [joined])
}

function subscribeToCounts(listener: () => void): () => void {
  const stops = navItems.map((item) => item.count?.subscribe(listener))
  return () => {
    for (const stop of stops) stop?.()
  }
}
