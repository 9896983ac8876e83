import { clsx } from 'clsx'

export type ButtonLook = 'primary' | 'quiet' | 'outline' | 'danger' | 'bell' | 'plain'

const looks: Record<ButtonLook, string> = {
  primary: 'bg-board text-on-board hover:bg-board-strong pressed:bg-board-strong',
  quiet: 'bg-hover text-ink hover:bg-line pressed:bg-line',
  outline: 'text-ink shadow-[inset_0_0_0_1px_var(--line)] hover:bg-hover pressed:bg-hover',
  danger: 'bg-coral-soft text-coral hover:brightness-97 pressed:brightness-95',
  bell: 'bg-bell text-on-bell hover:brightness-97 pressed:brightness-95',
  plain: 'text-board-ink hover:bg-hover pressed:bg-hover',
}

/** Classes of a button, also for links that look like one. A small one keeps 44 px to the finger by `touch-44`. */
export function buttonLook(look: ButtonLook = 'quiet', size: 'normal' | 'small' | 'large' = 'normal'): string {
  return clsx(
    'inline-flex cursor-pointer select-none items-center justify-center gap-2 whitespace-nowrap font-[600] transition-colors duration-120',
    'disabled:cursor-default disabled:bg-hover disabled:text-ink-3 disabled:shadow-none',
    size === 'normal' && 'h-11 rounded-m px-[18px]',
    size === 'small' && 'touch-44 h-9 rounded-[10px] px-[13px] text-14',
    size === 'large' && 'h-[54px] rounded-m px-6 text-17',
    looks[look],
  )
}
