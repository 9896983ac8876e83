import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import { buttonLook, type ButtonLook } from './button-look.ts'
import { Icon, type IconShape } from './Icon.tsx'

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style'> {
  look?: ButtonLook | undefined
  size?: 'normal' | 'small' | 'large' | undefined
  icon?: IconShape | undefined
  /** As wide as its place. */
  wide?: boolean | undefined
  className?: string | undefined
  children: ReactNode
}

export function Button({ look, size, icon, wide, className, children, ...rest }: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      className={clsx(buttonLook(look, size), wide && 'w-full', rest.isPending && 'opacity-70', className)}
    >
      {icon && <Icon of={icon} size={size === 'small' ? 18 : 20} />}
      {children}
    </AriaButton>
  )
}

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style' | 'aria-label'> {
  icon: IconShape
  /** The accessible name; also shown as the browser's hint. */
  name: string
  look?: 'bare' | 'primary' | 'active' | undefined
  className?: string | undefined
}

export function IconButton({ icon, name, look = 'bare', className, ...rest }: IconButtonProps) {
  return (
    <AriaButton
      {...rest}
      aria-label={name}
      render={(props) => <button {...props} title={name} />}
      className={clsx(
        'grid size-11 shrink-0 cursor-pointer place-items-center rounded-m transition-colors duration-120 disabled:cursor-default',
        look === 'bare' && 'text-ink-2 hover:bg-hover pressed:bg-hover disabled:text-ink-3 disabled:bg-transparent',
        look === 'active' && 'text-board-ink hover:bg-hover pressed:bg-hover',
        look === 'primary' &&
          'bg-board text-on-board hover:bg-board-strong pressed:bg-board-strong disabled:bg-hover disabled:text-ink-3',
        className,
      )}
    >
      <Icon of={icon} />
    </AriaButton>
  )
}
