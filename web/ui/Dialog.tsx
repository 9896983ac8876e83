import { lazy, Suspense, type ReactNode } from 'react'

const DialogBody = lazy(() => import('./DialogBody.tsx').then((module) => ({ default: module.DialogBody })))

export interface DialogProps {
  title: string
  isOpen: boolean
  onClose: () => void
  /** Buttons at the bottom: one green. */
  footer?: ReactNode
  size?: 'normal' | 'wide' | undefined
  /** Without a heading line: the palette draws its own. */
  bare?: boolean | undefined
  children: ReactNode
}

/** In the middle of a desktop, a sheet from the bottom of a phone. */
export function Dialog({ isOpen, ...body }: DialogProps) {
  if (!isOpen) return null
  return (
    <Suspense>
      <DialogBody {...body} />
    </Suspense>
  )
}
