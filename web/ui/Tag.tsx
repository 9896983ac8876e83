import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { Icon, type IconShape } from './Icon.tsx'

export type TagTone = 'plain' | 'green' | 'yellow' | 'red' | 'blue'

const tones: Record<TagTone, string> = {
  plain: 'bg-hover text-ink-2',
  green: 'bg-board-soft text-board-ink',
  yellow: 'bg-bell-soft text-bell-ink',
  red: 'bg-coral-soft text-coral',
  blue: 'bg-sky-soft text-sky',
}

export function Tag({ tone = 'plain', icon, children }: { tone?: TagTone; icon?: IconShape; children: ReactNode }) {
  return (
    <span
      className={clsx(
        'inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-[6px] px-[7px] text-12 font-[600]',
        tones[tone],
      )}
    >
      {icon && <Icon of={icon} size={13} />}
      {children}
    </span>
  )
}
