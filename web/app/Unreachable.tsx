import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { Trans } from '@lingui/react/macro'
import { CloudOff } from 'lucide-react'
import { EmptyState } from '#web/ui/EmptyState.tsx'

/** Before anything could be loaded. */
export function Unreachable() {
  return (
    <I18nProvider i18n={i18n}>
      <main role="status">
        <EmptyState icon={CloudOff}>
          <Trans id="app.unreachable">
            Школа сейчас недоступна. Страница откроется сама, как только связь вернётся.
          </Trans>
        </EmptyState>
      </main>
    </I18nProvider>
  )
}
