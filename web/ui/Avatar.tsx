import { clsx } from 'clsx'
import type { CSSProperties } from 'react'
import { colourOf, initialsOf, tileColourOf } from './avatar-look.ts'
import { Icon, type IconShape } from './Icon.tsx'

export type AvatarSize = 'xs' | 's' | 'm' | 'xl'

const sizes: Record<AvatarSize, string> = {
  xs: 'size-6 text-[10px]',
  s: 'size-8 text-12',
  m: 'size-11 text-15',
  xl: 'size-22 text-30',
}
const tileSizes: Record<AvatarSize, string> = {
  xs: 'size-6 rounded-[7px] text-[10px]',
  s: 'size-[38px] rounded-[11px] text-14',
  m: 'size-11 rounded-[13px] text-[16px]',
  xl: 'size-[58px] rounded-[16px] text-[20px]',
}

/**
 * A human is round, with initials. The name stands beside it, so the picture itself is silent: its letters are drawn by
 * the style and are not text. `tokens.test.ts` checks that they can be read.
 */
export function Avatar({ id, name, size = 'm' }: { id: string; name: string; size?: AvatarSize }) {
  return (
    <span
      aria-hidden
      data-letters={initialsOf(name)}
      style={{ '--c': `var(${colourOf(id)})` } as CSSProperties}
      className={clsx(
        'drawn-letters grid shrink-0 select-none place-items-center rounded-full bg-[color-mix(in_srgb,var(--c)_16%,var(--surface))] font-[640] text-[color-mix(in_srgb,var(--c)_85%,var(--ink))]',
        sizes[size],
      )}
    />
  )
}

/** A group is square, with its name or, where it belongs to the whole school, an icon. */
export function Tile({
  tile,
  icon,
  size = 'm',
}: {
  tile: string | null
  icon?: IconShape | undefined
  size?: AvatarSize
}) {
  return (
    <span
      aria-hidden
      data-letters={tile}
      style={{ '--c': `var(${tileColourOf(tile)})` } as CSSProperties}
      className={clsx(
        'drawn-letters grid shrink-0 select-none place-items-center bg-(--c) font-[640] tracking-[-0.02em] text-on-tile',
        tileSizes[size],
        tile !== null && [...tile].length > 3 && 'text-12!',
      )}
    >
      {tile === null && icon && <Icon of={icon} />}
    </span>
  )
}
