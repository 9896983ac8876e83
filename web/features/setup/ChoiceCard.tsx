import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { Icon, type IconShape } from '#web/ui/Icon.tsx'

export function ChoiceCard({
  icon,
  title,
  note,
  isFirst,
  children,
}: {
  icon: IconShape
  title: string
  note: string
  /** The one that most people want. */
  isFirst?: boolean
  children: ReactNode
}) {
  return (
    <section
      className={clsx(
        'flex gap-4 rounded-l bg-surface p-5 two:p-6',
        isFirst ? 'shadow-[inset_0_0_0_2px_var(--board)]' : 'shadow-card',
      )}
    >
      <span
        className={clsx(
          'grid size-11 shrink-0 place-items-center rounded-m',
          isFirst ? 'bg-board text-on-board' : 'bg-(--a8) text-on-tile',
        )}
      >
        <Icon of={icon} />
      </span>
      <div className="min-w-0 grow">
        <h2>{title}</h2>
        <p className="mt-1 mb-4 text-ink-2">{note}</p>
        {children}
      </div>
    </section>
  )
}
