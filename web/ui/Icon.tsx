import type { LucideIcon } from 'lucide-react'

export type IconShape = LucideIcon

/** An icon beside a text or inside a named control: never the only carrier of a meaning. */
export function Icon({
  of: Shape,
  size = 20,
  className,
}: {
  of: IconShape
  size?: number
  className?: string | undefined
}) {
  return <Shape size={size} strokeWidth={1.85} aria-hidden className={`shrink-0 ${className ?? ''}`} />
}
