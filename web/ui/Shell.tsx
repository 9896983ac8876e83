import { useLingui } from '@lingui/react/macro'
import { clsx } from 'clsx'
import { Bell } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-aria-components'
import { Icon, type IconShape } from './Icon.tsx'

export interface ShellItem {
  readonly id: string
  readonly text: string
  readonly icon: IconShape
  readonly href: string
  readonly active: boolean
  /** What waits there. */
  readonly count?: number | undefined
}

export interface ShellProps {
  items: readonly ShellItem[]
  /** Own picture with its menu, at the foot of the rail. */
  foot: ReactNode
  /** «Ещё» of the phone's bar. */
  more: ReactNode
  /** Lines over everything: the example school, no connection. */
  banner?: ReactNode
  /** An open chat takes the whole phone. */
  hideBar?: boolean | undefined
  home: string
  children: ReactNode
}

/** Rail of 72 px on a desktop, bar of sections on a phone. */
export function Shell({ items, foot, more, banner, hideBar, home, children }: ShellProps) {
  const { t } = useLingui()
  const label = t({ id: 'ui.sections', message: 'Разделы' })
  return (
    <div className="flex h-full flex-col">
      {banner}
      <div className="flex min-h-0 flex-1">
        <nav
          aria-label={label}
          className="hidden w-[76px] shrink-0 flex-col items-center gap-1 px-1.5 pt-3.5 pb-3 two:flex"
        >
          <Link
            href={home}
            aria-label="Перемена"
            className="mb-2 grid size-11 place-items-center rounded-[13px] bg-board text-on-board"
          >
            <Icon of={Bell} />
          </Link>
          {items.map((item) => (
            <RailItem key={item.id} item={item} />
          ))}
          <div className="grow" />
          {foot}
        </nav>
        <main className="flex min-h-0 min-w-0 flex-1 flex-col">{children}</main>
      </div>
      {!hideBar && (
        <nav aria-label={label} className="safe-bottom shrink-0 border-t border-line-2 bg-surface two:hidden">
          <div className="flex h-[66px] items-stretch justify-around px-1 pt-1.5">
            {items.map((item) => (
              <BarItem key={item.id} item={item} />
            ))}
            {more}
          </div>
        </nav>
      )}
    </div>
  )
}

function RailItem({ item }: { item: ShellItem }) {
  return (
    <Link
      href={item.href}
      aria-current={item.active ? 'page' : undefined}
      className={clsx(
        'flex h-[62px] w-full flex-col items-center justify-center gap-1 rounded-[14px] text-11 font-[600] transition-colors duration-120',
        item.active ? 'bg-board-soft text-board-ink' : 'text-ink-2 hover:bg-hover',
      )}
    >
      <Counted item={item} />
      <span className="cut max-w-full px-0.5">{item.text}</span>
    </Link>
  )
}

export const barLook = 'flex min-w-14 flex-1 cursor-pointer flex-col items-center gap-0.5 rounded-m text-11 font-[600]'
export const barPillLook = 'grid h-8 w-[52px] place-items-center rounded-[16px] transition-colors duration-120'

function BarItem({ item }: { item: ShellItem }) {
  return (
    <Link
      href={item.href}
      aria-current={item.active ? 'page' : undefined}
      className={clsx(barLook, item.active ? 'text-board-ink' : 'text-ink-2')}
    >
      <span className={clsx(barPillLook, item.active && 'bg-board-soft')}>
        <Counted item={item} />
      </span>
      {item.text}
    </Link>
  )
}

function Counted({ item }: { item: ShellItem }) {
  const { t } = useLingui()
  const count = item.count ?? 0
  return (
    <span className="relative">
      <Icon of={item.icon} size={22} />
      {count > 0 && (
        <span
          role="img"
          aria-label={t({ id: 'ui.waiting', message: `новых: ${count}` })}
          className="num absolute -top-1.5 -right-3 grid h-[18px] min-w-[18px] place-items-center rounded-[9px] bg-coral px-1 text-11 font-bold text-on-coral"
        >
          {count > 99 ? '99+' : count}
        </span>
      )}
    </span>
  )
}
