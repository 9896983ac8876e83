import { clsx } from 'clsx'
import type { Key } from 'react-aria-components'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'

export interface Chip<K extends Key = string> {
  readonly id: K
  readonly text: string
  readonly count?: number | undefined
}

export interface ChipsProps<K extends Key> {
  /** What is being filtered, for screen readers. */
  label: string
  chips: readonly Chip<K>[]
  value: K
  onChange: (value: K) => void
  className?: string | undefined
}

/** One of several filters; scrolls sideways where there is no room. */
export function Chips<K extends Key>({ label, chips, value, onChange, className }: ChipsProps<K>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const [first] = keys
        if (first !== undefined) onChange(first as K)
      }}
      className={clsx('no-bar -my-1.5 flex gap-1.5 overflow-x-auto py-1.5', className)}
    >
      {chips.map((chip) => (
        <ToggleButton
          key={chip.id}
          id={chip.id}
          className="touch-44 inline-flex h-8 shrink-0 cursor-pointer items-center gap-1.5 whitespace-nowrap rounded-[16px] bg-surface px-3 text-14 font-[550] shadow-[inset_0_0_0_1px_var(--line)] transition-colors duration-120 hover:bg-hover selected:bg-ink selected:text-surface selected:shadow-none"
        >
          {chip.text}
          {chip.count !== undefined && chip.count > 0 && <span className="num font-bold">{chip.count}</span>}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
