import type { ReactNode } from 'react'
import { Icon, type IconShape } from './Icon.tsx'

/** Teaches: one sentence, one button. */
export function EmptyState({ icon, children, action }: { icon: IconShape; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-80 flex-col items-center gap-4 px-6 py-12 text-center text-ink-2">
      <span className="grid size-14 place-items-center rounded-full bg-board-soft text-board-ink">
        <Icon of={icon} size={24} />
      </span>
      <p>{children}</p>
      {action}
    </div>
  )
}
