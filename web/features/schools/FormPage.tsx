import { useLingui } from '@lingui/react/macro'
import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '#web/ui/Button.tsx'
import { Brand } from '#web/ui/Entry.tsx'

/** A long form on paper, for people who are not in yet. */
export function FormPage({
  title,
  note,
  onBack,
  foot,
  children,
}: {
  title: string
  note?: ReactNode
  onBack?: (() => void) | undefined
  foot?: ReactNode
  children: ReactNode
}) {
  const { t } = useLingui()
  return (
    <main className="h-full overflow-auto">
      <div className="mx-auto max-w-[640px] px-4 pt-6 pb-10 two:px-6">
        <div className="flex h-11 items-center gap-1">
          {onBack && (
            <IconButton
              icon={ChevronLeft}
              name={t({ id: 'ui.back', message: 'Назад' })}
              onPress={onBack}
              className="-ml-3"
            />
          )}
          <Brand />
        </div>
        <h1 className="mt-8 mb-2 text-30!">{title}</h1>
        {note !== undefined && <p className="mb-6 text-ink-2">{note}</p>}
        {children}
        {foot !== undefined && <div className="mt-8 flex flex-col gap-2.5">{foot}</div>}
      </div>
    </main>
  )
}
