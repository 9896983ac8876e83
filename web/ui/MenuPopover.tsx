import { clsx } from 'clsx'
import type { RefObject } from 'react'
import { Menu as AriaMenu, MenuItem, Popover, Separator, type PopoverProps } from 'react-aria-components'
import { Icon } from './Icon.tsx'
import type { MenuEntry } from './Menu.tsx'

export interface MenuPopoverProps {
  anchor: RefObject<Element | null>
  label: string
  entries: readonly MenuEntry[]
  placement: NonNullable<PopoverProps['placement']>
  onClose: () => void
}

/** The open menu: what it needs of React Aria is loaded when the first menu of the page opens. */
export function MenuPopover({ anchor, label, entries, placement, onClose }: MenuPopoverProps) {
  const harmless = entries.filter((entry) => !entry.danger)
  const dangerous = entries.filter((entry) => entry.danger)
  const draw = (entry: MenuEntry) => (
    <MenuItem
      key={entry.id}
      id={entry.id}
      textValue={entry.text}
      onAction={() => {
        onClose()
        entry.run()
      }}
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
    <Popover
      isOpen
      aria-label={label}
      triggerRef={anchor}
      placement={placement}
      onOpenChange={(open) => !open && onClose()}
      className="rise overflow-auto rounded-m bg-surface shadow-card ring-1 ring-line"
    >
      <AriaMenu aria-label={label} autoFocus="first" className="min-w-52 p-1.5 outline-none">
        {harmless.map(draw)}
        {harmless.length > 0 && dangerous.length > 0 && <Separator className="mx-2 my-1 h-px bg-line-2" />}
        {dangerous.map(draw)}
      </AriaMenu>
    </Popover>
  )
}
