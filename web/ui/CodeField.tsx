import { clsx } from 'clsx'
import { useId, useRef, useState } from 'react'
import { cellsOf, cleanCode } from './code-cells.ts'
import { errorLook, hintLook } from './field-look.ts'

export interface CodeFieldProps {
  label: string
  /** `slip`: ten Crockford characters in five boxes; `digits`: six digits. */
  kind: 'slip' | 'digits'
  value: string
  onChange: (value: string) => void
  /** Called with the whole code as soon as it is complete. */
  onComplete?: ((value: string) => void) | undefined
  error?: string | undefined
  hint?: string | undefined
  isDisabled?: boolean | undefined
  autoFocus?: boolean | undefined
}

const shapes = {
  slip: { boxes: 5, per: 2, digitsOnly: false },
  digits: { boxes: 6, per: 1, digitsOnly: true },
}

/** One real input lies over the boxes, so that paste, autofill and screen readers meet an ordinary field. */
export function CodeField(props: CodeFieldProps) {
  const shape = shapes[props.kind]
  const cells = cellsOf(props.value, shape)
  const [focused, setFocused] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const note = useId()
  const active = Math.min(Math.floor(props.value.length / shape.per), shape.boxes - 1)
  const change = (typed: string) => {
    const code = cleanCode(typed, shape)
    props.onChange(code)
    if (code.length === shape.boxes * shape.per && code !== props.value) props.onComplete?.(code)
  }
  return (
    <div>
      <div className="relative flex gap-2">
        {cells.map((cell, at) => (
          <div
            key={at}
            aria-hidden
            className={clsx(
              'num grid h-14 min-w-0 flex-1 place-items-center rounded-m bg-surface text-[22px] font-bold',
              props.error !== undefined
                ? 'shadow-[inset_0_0_0_2px_var(--coral)]'
                : focused && at === active
                  ? 'shadow-[inset_0_0_0_2px_var(--board)]'
                  : 'shadow-[inset_0_0_0_1px_var(--line)]',
            )}
          >
            <span>
              {cell}
              {focused && at === active && cell.length < shape.per && (
                <span className="font-normal text-board-ink">|</span>
              )}
            </span>
          </div>
        ))}
        <input
          ref={input}
          value={props.value}
          onChange={(event) => change(event.target.value)}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          onSelect={() => input.current?.setSelectionRange(props.value.length, props.value.length)}
          aria-label={props.label}
          aria-invalid={props.error !== undefined}
          aria-describedby={note}
          disabled={props.isDisabled}
          autoFocus={props.autoFocus}
          autoComplete={props.kind === 'digits' ? 'one-time-code' : 'off'}
          autoCapitalize="characters"
          spellCheck={false}
          inputMode={props.kind === 'digits' ? 'numeric' : 'text'}
          className="absolute inset-0 w-full cursor-text bg-transparent text-[16px] text-transparent caret-transparent outline-none selection:bg-transparent"
        />
      </div>
      <span
        id={note}
        role={props.error === undefined ? undefined : 'alert'}
        className={props.error === undefined ? hintLook : errorLook}
      >
        {props.error ?? props.hint}
      </span>
    </div>
  )
}
