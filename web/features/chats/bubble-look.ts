import { clsx } from 'clsx'

/** Classes of a bubble: one small corner toward its author. */
export function bubbleLook(isMine: boolean, place: { isFirst: boolean; isLast: boolean }): string {
  return clsx(
    'relative max-w-full min-w-0 rounded-[18px] px-[13px] py-[7px]',
    isMine ? 'bg-mine' : 'bg-surface shadow-[0_1px_1px_rgb(30_40_35/0.04)]',
    isMine
      ? place.isLast
        ? 'rounded-br-[5px]'
        : 'rounded-br-[10px]'
      : place.isFirst
        ? 'rounded-tl-[5px]'
        : 'rounded-tl-[10px]',
  )
}
