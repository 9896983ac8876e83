/**
 * The routes of the application, made from what the features say about themselves.
 *
 * How a feature comes in:
 * 1. `web/features/<name>/index.ts` exports one `WebFeature` (`#web/kernel/feature.ts`) named like the folder.
 *    It stays small: only descriptors and stores; every screen is loaded by `load: () => import('./X.tsx').then(…)`.
 * 2. `web/app/features.ts` gets one line. Nothing else in `app` changes.
 *
 * - `screens`: `{ path: '/classes/$classId', frame: 'shell' | 'bare', may: (me) => boolean, load, children? }`.
 *   Parameters: `useParams({ strict: false })`; links: `<Link to="/classes/$classId" params={…}>` of TanStack Router,
 *   or `href` of anything in `#web/ui` (React Aria), which goes through the router too.
 * - `nav`: entries of the rail and of the phone's bar, in order of features: `{ id, text, icon, to, may, count? }`.
 * - `actions`: declarations `{ name, text, shortcut, may, run }`; they appear in Ctrl+K and as shortcuts.
 * - `palette`: sources of Ctrl+K; `home`: where somebody starts (the first feature that answers); `banner`: a line over
 *   every screen; `start`: runs while somebody acts as a person (topics, counters) and answers with how to stop.
 *
 * Who sits here: `useMe()`, `usePerson()`; after signing in or out `await reloadMe()` and `navigate({ to: '/' })`.
 * Data: `await api(call, input)`; live data of a screen: `useSnapshot` (`#web/kernel/live/use-snapshot.ts`) + `useOwned`.
 * Mistakes: `textOfError(error)`, or `toasts.show(textOfError(error), { tone: 'error' })`.
 * Texts: macros with explicit ids in .tsx (`t({ id: 'classes.title', message: 'Классы' })`), `/*i18n*\/ { id, message }`
 * in .ts; then `lingui extract` writes texts/*.po.
 */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type AnyRoute,
} from '@tanstack/react-router'
import type { Screen } from '#web/kernel/feature.ts'
import { me } from '#web/kernel/me.ts'
import { useMe } from '#web/kernel/use-me.ts'
import { AppShell } from './AppShell.tsx'
import { Broken } from './Broken.tsx'
import { features } from './features.ts'
import { homeOf } from './home.ts'
import { NotFound } from './NotFound.tsx'
import { Root } from './Root.tsx'

const rootRoute = createRootRoute({ component: Root, notFoundComponent: NotFound })
const shellRoute = createRoute({ getParentRoute: () => rootRoute, id: 'shell', component: AppShell })

const startRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: homeOf(features, me.get()!), replace: true })
  },
})

function screenRoute(screen: Omit<Screen, 'frame' | 'may'> & { may?: Screen['may'] }, parent: AnyRoute): AnyRoute {
  const route: AnyRoute = createRoute({
    getParentRoute: () => parent,
    path: screen.path,
    component: permitted(screen),
    staticData: { hidesBar: screen.hidesBar === true },
    beforeLoad: () => {
      if (screen.may !== undefined && !screen.may(me.get()!)) throw redirect({ to: '/', replace: true })
    },
  })
  return screen.children === undefined
    ? route
    : route.addChildren(screen.children.map((child) => screenRoute(child, route)))
}

/** Whoever may no longer see a screen does not, even before the router has led elsewhere. */
function permitted(screen: Pick<Screen, 'load'> & { may?: Screen['may'] }) {
  const Loaded = lazyRouteComponent(() => screen.load().then((Component) => ({ default: () => <Component /> })))
  const Permitted = () => ((screen.may?.(useMe()) ?? true) ? <Loaded /> : null)
  return Object.assign(Permitted, { preload: Loaded.preload })
}

const screens = features.flatMap((feature) => feature.screens ?? [])

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    startRoute,
    ...screens.filter((screen) => screen.frame === 'bare').map((screen) => screenRoute(screen, rootRoute)),
    shellRoute.addChildren(
      screens.filter((screen) => screen.frame === 'shell').map((screen) => screenRoute(screen, shellRoute)),
    ),
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: Broken,
})
