import { useLingui } from '@lingui/react/macro'
import { lazy, Suspense, useEffect } from 'react'
import { isPaletteOpen } from '#web/kernel/palette.ts'
import { isShortcut } from '#web/kernel/shortcut.ts'
import { useMe } from '#web/kernel/use-me.ts'
import { useValue } from '#web/kernel/use-value.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { features } from './features.ts'

const PaletteBody = lazy(() => import('./PaletteBody.tsx').then((module) => ({ default: module.PaletteBody })))
const actions = features.flatMap((feature) => feature.actions ?? [])

/** Ctrl+K: chats, people and commands from anywhere. Also listens for the shortcuts of all actions. */
export function Palette() {
  const { t } = useLingui()
  const me = useMe()
  const isOpen = useValue(isPaletteOpen)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isShortcut(event, 'Ctrl+K')) {
        event.preventDefault()
        return isPaletteOpen.set(true)
      }
      const action = actions.find((one) => one.shortcut !== undefined && isShortcut(event, one.shortcut) && one.may(me))
      if (action === undefined) return
      event.preventDefault()
      void action.run(me)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [me])
  return (
    <Dialog
      bare
      title={t({ id: 'app.palette', message: 'Поиск чатов, людей и действий' })}
      isOpen={isOpen}
      onClose={() => isPaletteOpen.set(false)}
      size="wide"
    >
      <Suspense>
        <PaletteBody onClose={() => isPaletteOpen.set(false)} />
      </Suspense>
    </Dialog>
  )
}
