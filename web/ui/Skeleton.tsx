import { clsx } from 'clsx'

/** Grey places of what is coming; they show themselves only after 200 ms. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx('late block animate-none rounded-s bg-line-2', className)} />
}

/** Rows of a list: a round or square picture and two lines. */
export function SkeletonRows({ rows = 6, label }: { rows?: number; label: string }) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, at) => (
        <div key={at} className="flex h-[62px] items-center gap-3 px-3.5">
          <Skeleton className="size-11 rounded-[13px]!" />
          <div className="grow space-y-2">
            <Skeleton className="h-3.5 w-2/5" />
            <Skeleton className="h-3 w-4/5" />
          </div>
        </div>
      ))}
    </div>
  )
}
