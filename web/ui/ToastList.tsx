import { useLingui } from '@lingui/react/macro'
import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { Button, IconButton } from './Button.tsx'
import { toasts } from './toasts.ts'

/** Drawn once, by the application's frame. */
export function ToastList() {
  const { t } = useLingui()
  const list = useSyncExternalStore(toasts.subscribe, toasts.list)
  return (
    <div
      role="region"
      aria-live="polite"
      aria-label={t({ id: 'ui.toasts', message: 'Сообщения программы' })}
      className="pointer-events-none fixed inset-x-0 bottom-20 z-60 flex flex-col items-center gap-2 px-3 wide:bottom-6"
    >
      {list.map((toast) => (
        <div
          key={toast.id}
          className={clsx(
            'rise pointer-events-auto flex min-h-12 max-w-[560px] items-center gap-3 rounded-m py-0.5 pr-0.5 pl-4 text-14 shadow-card',
            toast.tone === 'error' ? 'bg-coral-soft text-coral' : 'bg-ink text-surface',
          )}
        >
          <span className="py-2">{toast.text}</span>
          {toast.action && (
            <Button
              look="plain"
              size="small"
              className={
                toast.tone === 'error'
                  ? 'text-coral! hover:bg-transparent! underline'
                  : 'text-surface! hover:bg-transparent! underline'
              }
              onPress={() => {
                toast.action?.run()
                toasts.close(toast.id)
              }}
            >
              {toast.action.text}
            </Button>
          )}
          <IconButton
            icon={X}
            name={t({ id: 'ui.close', message: 'Закрыть' })}
            className="text-current! hover:bg-transparent!"
            onPress={() => toasts.close(toast.id)}
          />
        </div>
      ))}
    </div>
  )
}
