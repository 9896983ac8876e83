import { useLingui } from '@lingui/react/macro'
import { CircleAlert } from 'lucide-react'
import { SupportLine } from '#web/features/accounts/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'

/** Instead of a screen that failed. Nothing typed is lost by a reload: drafts and unsent messages are kept. */
export function Broken() {
  const { t } = useLingui()
  return (
    <main role="alert">
      <EmptyState
        icon={CircleAlert}
        action={
          <Button look="primary" onPress={() => location.reload()}>
            {t({ id: 'app.reload', message: 'Обновить страницу' })}
          </Button>
        }
      >
        {t({
          id: 'app.broken',
          message: 'Экран не открылся из-за ошибки у нас. Обновите страницу: всё, что введено, сохранено.',
        })}
      </EmptyState>
      <SupportLine />
    </main>
  )
}
