import { useLingui } from '@lingui/react/macro'

/** Our badge of a confirmed teacher or administrator; drawn by us, never part of a name. */
export function Seal({ size = 16 }: { size?: number }) {
  const { t } = useLingui()
  return (
    <svg
      role="img"
      aria-label={t({ id: 'ui.seal', message: 'подтверждено школой' })}
      viewBox="0 0 24 24"
      width={size}
      height={size}
      className="inline-block shrink-0 align-[-3px]"
    >
      <path
        className="fill-board"
        d="M3.85 8.62a4 4 0 0 1 4.780-4.770 4 4 0 0 1 6.740 0 4 4 0 0 1 4.780 4.780 4 4 0 0 1 0 6.740 4 4 0 0 1-4.770 4.780 4 4 0 0 1-6.750 0 4 4 0 0 1-4.780-4.770 4 4 0 0 1 0-6.760z"
      />
      <path
        className="fill-none stroke-surface"
        strokeWidth={2.4}
        strokeLinecap="round"
        strokeLinejoin="round"
        d="m8.500 12.200 2.400 2.400 4.600-4.800"
      />
    </svg>
  )
}
