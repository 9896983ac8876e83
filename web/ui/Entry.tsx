import { useLingui } from '@lingui/react/macro'
import { Bell, ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from './Button.tsx'
import { Icon } from './Icon.tsx'

/** The bell and the name. */
export function Brand({ inverse }: { inverse?: boolean }) {
  return (
    <div className="flex items-center gap-2.5">
      <span
        className={
          inverse
            ? 'grid size-[46px] place-items-center rounded-[13px] bg-white text-[#14624e]'
            : 'grid size-10 place-items-center rounded-m bg-board text-on-board'
        }
      >
        <Icon of={Bell} />
      </span>
      <span className={inverse ? 'text-[22px] font-bold' : 'text-17 font-bold'}>Перемена</span>
    </div>
  )
}

/** A step before one is in: one thing to do, at most 420 px wide; `foot` stays at the bottom of the phone. */
export function Entry({
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
      <div className="mx-auto flex min-h-full max-w-[420px] flex-col px-6 pt-[26px] pb-6 two:justify-center">
        <div className="flex h-11 items-center">
          {onBack ? (
            <IconButton
              icon={ChevronLeft}
              name={t({ id: 'ui.back', message: 'Назад' })}
              onPress={onBack}
              className="-ml-3"
            />
          ) : (
            <Brand />
          )}
        </div>
        <h1 className="mt-14 mb-2 text-30! two:mt-10">{title}</h1>
        {note !== undefined && <p className="mb-6 text-ink-2">{note}</p>}
        <div className="grow two:grow-0">{children}</div>
        {foot !== undefined && <div className="mt-8 flex flex-col gap-2.5">{foot}</div>}
      </div>
    </main>
  )
}
