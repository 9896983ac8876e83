import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'

/** What goes on paper instead of the screen; base.css hides everything else from the printer while one is drawn. */
export function PrintSheet({ children }: { children: ReactNode }) {
  return createPortal(<div className="print-sheet">{children}</div>, document.body)
}
