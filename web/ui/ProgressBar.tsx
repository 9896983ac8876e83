import { ProgressBar as AriaProgressBar } from 'react-aria-components'

/** How far something is, beside the words that say it («25 из 26»). */
export function ProgressBar({
  value,
  max,
  label,
  className,
}: {
  value: number
  max: number
  label: string
  className?: string
}) {
  return (
    <AriaProgressBar value={value} maxValue={Math.max(max, 1)} aria-label={label} className={className ?? 'w-full'}>
      {({ percentage }) => (
        <div className="h-[7px] overflow-hidden rounded-[4px] bg-line-2">
          <div
            className="h-full rounded-[4px] bg-board transition-[width] duration-180"
            style={{ width: `${percentage ?? 0}%` }}
          />
        </div>
      )}
    </AriaProgressBar>
  )
}
