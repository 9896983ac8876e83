import { clsx } from 'clsx'
import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import { Checkbox as AriaCheckbox, type CheckboxProps as AriaCheckboxProps } from 'react-aria-components'

export interface CheckboxProps extends Omit<AriaCheckboxProps, 'className' | 'children' | 'style'> {
  className?: string | undefined
  children?: ReactNode
}

export function Checkbox({ className, children, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox
      {...rest}
      className={clsx(
        'group flex min-h-11 cursor-pointer items-center gap-3 disabled:cursor-default disabled:text-ink-3',
        className,
      )}
    >
      {({ isSelected, isIndeterminate }) => (
        <>
          <span
            className={clsx(
              'grid size-5 shrink-0 place-items-center rounded-[6px] transition-colors duration-120 group-focus-visible:outline-2 group-focus-visible:outline-offset-2 group-focus-visible:outline-board',
              isSelected || isIndeterminate ? 'bg-board text-on-board' : 'shadow-[inset_0_0_0_1.5px_var(--ink-3)]',
            )}
          >
            {isIndeterminate ? <Minus size={15} strokeWidth={3} /> : isSelected && <Check size={15} strokeWidth={3} />}
          </span>
          <span>{children}</span>
        </>
      )}
    </AriaCheckbox>
  )
}
