import { clsx } from 'clsx'
import type { ReactNode } from 'react'

export interface PageProps {
  title: ReactNode
  /** Square tile or avatar before the title. */
  lead?: ReactNode
  note?: ReactNode
  actions?: ReactNode
  /** Panel of 340 px at the right of a desktop, below the content of a phone. */
  aside?: ReactNode
  width?: 'work' | 'form' | undefined
  children: ReactNode
}

/** An ordinary screen on paper: title, actions, content, and what waits at the right. */
export function Page({ title, lead, note, actions, aside, width = 'work', children }: PageProps) {
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-auto wide:flex-row wide:overflow-hidden">
      <div className="min-w-0 flex-1 wide:overflow-auto">
        <div className={clsx('px-4 pt-5 pb-8 wide:px-6', width === 'form' && 'mx-auto max-w-[640px]')}>
          <header className="mb-4 flex flex-wrap items-center gap-x-3.5 gap-y-3">
            {lead}
            <div className="min-w-48 flex-1">
              <h1>{title}</h1>
              {note !== undefined && <div className="mt-0.5 text-14 text-ink-2">{note}</div>}
            </div>
            {actions !== undefined && <div className="flex flex-wrap gap-2.5">{actions}</div>}
          </header>
          {children}
        </div>
      </div>
      {aside !== undefined && (
        <aside className="shrink-0 bg-surface px-[18px] pt-[18px] pb-6 max-wide:rounded-t-l wide:mt-2.5 wide:w-[352px] wide:overflow-auto wide:rounded-tl-l wide:shadow-card">
          {aside}
        </aside>
      )}
    </div>
  )
}
