import { clsx } from 'clsx'
import { ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { boxLook, errorLook, labelLook } from './field-look.ts'
import { Icon } from './Icon.tsx'
import type { Choice } from './Select.tsx'

/**
 * One of a few by the browser's own list, which a phone shows as people know it. For first pages: the drawn list of
 * `Select` brings forty kilobytes along.
 */
export function PlainSelect<K extends string>({
  label,
  choices,
  value,
  onChange,
  placeholder,
  error,
}: {
  label: string
  choices: readonly Choice<K>[]
  value: K | null
  onChange: (value: K) => void
  placeholder: string
  error?: string | undefined
}) {
  const id = useId()
  const isWrong = error !== undefined
  return (
    <div>
      <label htmlFor={id} className={labelLook}>
        {label}
      </label>
      <div className="relative">
        <select
          id={id}
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value as K)}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? `${id}-error` : undefined}
          className={clsx(
            boxLook,
            'h-[46px] cursor-pointer appearance-none pr-11',
            value === null && 'text-ink-2',
            isWrong && 'not-focus:shadow-[inset_0_0_0_2px_var(--coral)]',
          )}
        >
          <option value="" disabled hidden>
            {placeholder}
          </option>
          {choices.map((choice) => (
            <option key={choice.id} value={choice.id} className="bg-surface text-ink">
              {choice.text}
            </option>
          ))}
        </select>
        <Icon
          of={ChevronDown}
          size={18}
          className="pointer-events-none absolute top-1/2 right-3.5 -translate-y-1/2 text-ink-2"
        />
      </div>
      {isWrong && (
        <span id={`${id}-error`} className={errorLook}>
          {error}
        </span>
      )}
    </div>
  )
}
