import { useLingui } from '@lingui/react/macro'
import { MessageSquareOff } from 'lucide-react'
import { Link } from 'react-aria-components'
import { buttonLook } from '#web/ui/button-look.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'

export function ChatGone() {
  const { t } = useLingui()
  return (
    <div className="grid h-full place-items-center">
      <EmptyState
        icon={MessageSquareOff}
        action={
          <Link href="/chats" className={buttonLook('outline')}>
            {t({ id: 'chats.to-list', message: 'Ко всем чатам' })}
          </Link>
        }
      >
        {t({ id: 'chats.gone', message: 'Этого чата у вас нет. Если он нужен, спросите администратора чата.' })}
      </EmptyState>
    </div>
  )
}
