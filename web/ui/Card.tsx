import { clsx } from 'clsx'
import type { ReactNode } from 'react'

/** A sheet on paper: by a soft shadow, never by a border as well. */
export function Card({
  className,
  children,
  as: As = 'div',
}: {
  className?: string
  children: ReactNode
  as?: 'div' | 'section' | 'article' | 'li'
}) {
  return <As className={clsx('rounded-l bg-surface shadow-card', className)}>{children}</As>
}

/** One number that says something: «871 из 904 в школе». */
export function Figure({
  title,
  value,
  note,
  tone,
}: {
  title: string
  value: ReactNode
  note?: ReactNode
  tone?: 'bell'
}) {
  return (
    <Card className={clsx('px-4 py-3', tone === 'bell' && 'bg-bell-soft! text-bell-ink shadow-none!')}>
      <div className={clsx('text-14', tone !== 'bell' && 'text-ink-2')}>{title}</div>
      <div className="flex flex-wrap items-baseline gap-x-1.5">
        <span className="num text-[26px] font-bold leading-tight">{value}</span>
        {note !== undefined && <span className={clsx('text-14', tone !== 'bell' && 'text-ink-2')}>{note}</span>}
      </div>
    </Card>
  )
}
