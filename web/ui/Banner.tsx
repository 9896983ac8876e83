import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { Icon, type IconShape } from './Icon.tsx'

const tones = {
  bell: 'bg-bell-soft text-bell-ink',
  green: 'bg-board-soft text-board-ink',
  red: 'bg-coral-soft text-coral',
  plain: 'bg-surface-2 text-ink-2',
}

/** A line on top of a screen or a note inside a form; `action` is a button at its end. */
export function Banner({
  tone = 'plain',
  icon,
  children,
  action,
  flat,
}: {
  tone?: keyof typeof tones
  icon?: IconShape
  children: ReactNode
  action?: ReactNode
  /** From edge to edge. */
  flat?: boolean
}) {
  return (
    <div className={clsx('flex items-center gap-3 px-4 py-2 text-14', tones[tone], !flat && 'rounded-m py-3')}>
      {icon && <Icon of={icon} />}
      <div className="min-w-0 grow">{children}</div>
      {action}
    </div>
  )
}
