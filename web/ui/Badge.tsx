import { clsx } from 'clsx'

/** How many wait. More than 999 is «999+». `label` says it in words. */
export function Badge({
  count,
  label,
  tone = 'board',
}: {
  count: number
  label?: string
  tone?: 'board' | 'quiet' | 'coral'
}) {
  if (count <= 0) return null
  return (
    <span
      aria-label={label}
      role={label === undefined ? undefined : 'img'}
      className={clsx(
        'num grid h-[22px] min-w-[22px] shrink-0 place-items-center rounded-[11px] px-[7px] text-[12.5px] font-bold',
        tone === 'board' && 'bg-board text-on-board',
        tone === 'quiet' && 'bg-hover text-ink-2',
        tone === 'coral' && 'bg-coral text-on-coral',
      )}
    >
      {count > 999 ? '999+' : count}
    </span>
  )
}
