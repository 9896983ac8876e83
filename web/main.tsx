import './trusted-types.ts'
import './ui/base.css'
import { RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { followMe } from './app/connect.ts'
import { features } from './app/features.ts'
import { loadMe } from './app/load-me.ts'
import { router } from './app/routes.tsx'
import { Unreachable } from './app/Unreachable.tsx'
import { onGo } from './kernel/go.ts'
import { activateLocale, chosenLocale } from './kernel/i18n/i18n.ts'
import { perTab } from './kernel/local.ts'
import { me, onReload, reloadMe } from './kernel/me.ts'
import { startTheme } from './kernel/theme.ts'

startTheme()
onReload(loadMe)
onGo((to) => void router.navigate({ to }))
const root = createRoot(document.querySelector('#root')!)

/** Tries until the server answers: a page opened while it restarts comes up by itself. */
async function start(): Promise<void> {
  const language = activateLocale(chosenLocale())
  for (let wait = 1000; me.get() === null; wait = Math.min(wait * 2, 15_000)) {
    try {
      await reloadMe()
    } catch {
      await language
      root.render(<Unreachable />)
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
  await language
  followMe(features)
  me.subscribe(() => void router.invalidate())
  root.render(<RouterProvider router={router} />)
}

/** The server was renewed while this page stood open: its old pieces are gone, the new page has new ones. Once a minute. */
async function renew(): Promise<void> {
  const last = Number(perTab.get('renewed') ?? 0)
  if (Date.now() - last < 60_000) return
  // While nobody answers, a reload would only take the page away.
  const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => null)
  if (answer?.ok !== true) return
  perTab.set('renewed', String(Date.now()))
  location.reload()
}
window.addEventListener('vite:preloadError', () => void renew())

void start()
