import { useLingui } from '@lingui/react/macro'
import { Compass } from 'lucide-react'
import { Link } from 'react-aria-components'
import { SupportLine } from '#web/features/accounts/index.ts'
import { buttonLook } from '#web/ui/button-look.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'

export function NotFound() {
  const { t } = useLingui()
  return (
    <main>
      <EmptyState
        icon={Compass}
        action={
          <Link href="/" className={buttonLook('primary')}>
            {t({ id: 'app.to-start', message: 'На главную' })}
          </Link>
        }
      >
        {t({ id: 'app.not-found', message: 'Такой страницы нет, или вам она недоступна.' })}
      </EmptyState>
      <SupportLine />
    </main>
  )
}
