import { cloneElement, lazy, Suspense, useRef, useState, type ReactElement, type Ref, type RefObject } from 'react'
import type { PopoverProps } from 'react-aria-components'
import type { IconShape } from './Icon.tsx'

const MenuPopover = lazy(() => import('./MenuPopover.tsx').then((module) => ({ default: module.MenuPopover })))

export interface MenuEntry {
  readonly id: string
  readonly text: string
  readonly icon?: IconShape | undefined
  /** Stands apart and is red. */
  readonly danger?: boolean | undefined
  readonly shortcut?: string | undefined
  readonly run: () => void
}

/** What a button must take to open a menu; every Button of `#web/ui` and of React Aria does. */
interface TriggerProps {
  readonly ref?: Ref<HTMLButtonElement>
  readonly onPress?: () => void
  readonly 'aria-haspopup'?: 'menu'
  readonly 'aria-expanded'?: boolean
}

/** A button and the menu it opens. */
export function Menu({
  trigger,
  label,
  entries,
  placement = 'bottom end',
}: {
  trigger: ReactElement<TriggerProps>
  label: string
  entries: readonly MenuEntry[]
  placement?: PopoverProps['placement']
}) {
  const [isOpen, setIsOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  return (
    <>
      {cloneElement(trigger, {
        ref: anchor,
        onPress: () => setIsOpen(true),
        'aria-haspopup': 'menu',
        'aria-expanded': isOpen,
      })}
      {isOpen && (
        <Suspense>
          <MenuPopover
            anchor={anchor}
            label={label}
            entries={entries}
            placement={placement ?? 'bottom end'}
            onClose={() => setIsOpen(false)}
          />
        </Suspense>
      )}
    </>
  )
}

/** A menu at a point or element: right click and long press. */
export function MenuAt({
  anchor,
  label,
  entries,
  onClose,
}: {
  anchor: RefObject<Element | null>
  label: string
  entries: readonly MenuEntry[]
  onClose: () => void
}) {
  return (
    <Suspense>
      <MenuPopover anchor={anchor} label={label} entries={entries} placement="bottom start" onClose={onClose} />
    </Suspense>
  )
}
