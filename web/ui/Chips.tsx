import { clsx } from 'clsx'
import { useEffect, useRef } from 'react'

export interface Chip<K extends string = string> {
  readonly id: K
  readonly text: string
  readonly count?: number | undefined
}

export interface ChipsProps<K extends string> {
  /** What is being filtered, for screen readers. */
  label: string
  chips: readonly Chip<K>[]
  value: K
  onChange: (value: K) => void
  className?: string | undefined
}

/** One of several filters; scrolls sideways where there is no room. Plain buttons: this stands on the first screen. */
export function Chips<K extends string>({ label, chips, value, onChange, className }: ChipsProps<K>) {
  const row = useRef<HTMLDivElement>(null)
  // The chosen one is never half out of sight; the page itself stays where it is.
  useEffect(() => {
    const [room, chosen] = [row.current, row.current?.querySelector<HTMLElement>('[aria-pressed="true"]')]
    if (!room || !chosen) return
    const [from, to] = [chosen.offsetLeft - room.offsetLeft, chosen.offsetLeft - room.offsetLeft + chosen.offsetWidth]
    if (from < room.scrollLeft) room.scrollLeft = from
    else if (to > room.scrollLeft + room.clientWidth) room.scrollLeft = to - room.clientWidth
  }, [value])
  return (
    <div
      ref={row}
      role="group"
      aria-label={label}
      className={clsx('no-bar -my-1.5 flex gap-1.5 overflow-x-auto py-1.5', className)}
    >
      {chips.map((chip) => (
        <button
          key={chip.id}
          type="button"
          aria-pressed={chip.id === value}
          onClick={() => onChange(chip.id)}
          className={clsx(
            'touch-44 inline-flex h-8 shrink-0 cursor-pointer items-center gap-1.5 whitespace-nowrap rounded-[16px] px-3 text-14 font-[550] transition-colors duration-120',
            chip.id === value
              ? 'bg-ink text-surface'
              : 'bg-surface shadow-[inset_0_0_0_1px_var(--line)] hover:bg-hover',
          )}
        >
          {chip.text}
          {chip.count !== undefined && chip.count > 0 && <span className="num font-bold">{chip.count}</span>}
        </button>
      ))}
    </div>
  )
}
