/** Classes that all fields share. */
export const labelLook = 'mb-1.5 block text-13 font-medium text-ink-2'
export const boxLook =
  'w-full rounded-m bg-surface px-3.5 text-15 shadow-[inset_0_0_0_1px_var(--line)] outline-none transition-shadow duration-120 ' +
  'focus:shadow-[inset_0_0_0_2px_var(--board)] invalid:shadow-[inset_0_0_0_2px_var(--coral)] disabled:bg-hover disabled:text-ink-3'
export const hintLook = 'mt-1.5 block text-13 text-ink-2'
export const errorLook = 'mt-1.5 block text-13 text-coral'
