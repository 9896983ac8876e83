import { clsx } from 'clsx'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { labelLook } from './field-look.ts'
import type { Choice } from './Select.tsx'

/** One of a few, all of them in sight. */
export function Choices<K extends string>({
  label,
  labelHidden,
  choices,
  value,
  onChange,
}: {
  label: string
  labelHidden?: boolean
  choices: readonly Choice<K>[]
  value: K | null
  onChange: (value: K) => void
}) {
  return (
    <RadioGroup value={value} onChange={(next) => onChange(next as K)}>
      <Label className={labelHidden ? 'sr-only' : labelLook}>{label}</Label>
      {choices.map((choice) => (
        <Radio key={choice.id} value={choice.id} className="group flex min-h-11 cursor-pointer items-center gap-3">
          {({ isSelected }) => (
            <>
              <span
                className={clsx(
                  'size-5 shrink-0 rounded-full transition-shadow duration-120 group-focus-visible:outline-2 group-focus-visible:outline-offset-2 group-focus-visible:outline-board',
                  isSelected ? 'shadow-[inset_0_0_0_6px_var(--board)]' : 'shadow-[inset_0_0_0_1.5px_var(--ink-3)]',
                )}
              />
              <span>
                {choice.text}
                {choice.hint !== undefined && <span className="block text-13 text-ink-2">{choice.hint}</span>}
              </span>
            </>
          )}
        </Radio>
      ))}
    </RadioGroup>
  )
}
