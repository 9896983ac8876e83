import { clsx } from 'clsx'
import type { ReactElement } from 'react'
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Separator, type PopoverProps } from 'react-aria-components'
import { Icon, type IconShape } from './Icon.tsx'

export interface MenuEntry {
  readonly id: string
  readonly text: string
  readonly icon?: IconShape | undefined
  /** Stands apart and is red. */
  readonly danger?: boolean | undefined
  readonly shortcut?: string | undefined
  readonly run: () => void
}

function Entries({ entries, label }: { entries: readonly MenuEntry[]; label: string }) {
  const harmless = entries.filter((entry) => !entry.danger)
  const dangerous = entries.filter((entry) => entry.danger)
  const draw = (entry: MenuEntry) => (
    <MenuItem
      key={entry.id}
      id={entry.id}
      textValue={entry.text}
      onAction={entry.run}
      className={clsx(
        'flex min-h-11 cursor-pointer items-center gap-3 rounded-s px-3 outline-none focus:bg-hover',
        entry.danger && 'text-coral',
      )}
    >
      {entry.icon && <Icon of={entry.icon} size={18} className={entry.danger ? '' : 'text-ink-2'} />}
      <span className="grow">{entry.text}</span>
      {entry.shortcut && <kbd className="font-sans text-12 text-ink-2">{entry.shortcut}</kbd>}
    </MenuItem>
  )
  return (
    <AriaMenu aria-label={label} className="min-w-52 p-1.5 outline-none">
      {harmless.map(draw)}
      {harmless.length > 0 && dangerous.length > 0 && <Separator className="mx-2 my-1 h-px bg-line-2" />}
      {dangerous.map(draw)}
    </AriaMenu>
  )
}

const popoverLook = 'rise overflow-auto rounded-m bg-surface shadow-card ring-1 ring-line'

/** A button and the menu it opens. The first child is the button. */
export function Menu({ trigger, label, entries, placement = 'bottom end' }: {
  trigger: ReactElement
  label: string
  entries: readonly MenuEntry[]
  placement?: PopoverProps['placement']
}) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover placement={placement ?? 'bottom end'} className={popoverLook}>
        <Entries entries={entries} label={label} />
      </Popover>
    </MenuTrigger>
  )
}

/** A menu at a point or element: right click and long press. */
export function MenuAt({ anchor, label, entries, onClose }: {
  anchor: React.RefObject<Element | null>
  label: string
  entries: readonly MenuEntry[]
  onClose: () => void
}) {
  return (
    <Popover isOpen triggerRef={anchor} placement="bottom start" onOpenChange={(open) => !open && onClose()} className={popoverLook}>
      <Entries entries={entries.map((entry) => ({ ...entry, run: () => (onClose(), entry.run()) }))} label={label} />
    </Popover>
  )
}
