/** What is typed into a long form stays in this tab until it is sent: a reload or a lost connection costs nothing. */
import { useCallback, useState } from 'react'
import { perTab } from './local.ts'

/** `clear` after sending. A draft of another shape (an older version of the form) is left aside. */
export function useDraft<T extends object>(key: string, initial: T): [T, (next: T) => void, () => void] {
  const [value, setValue] = useState<T>(() => ({ ...initial, ...saved<T>(key, initial) }))
  const change = useCallback(
    (next: T) => {
      setValue(next)
      perTab.set(`draft.${key}`, JSON.stringify(next))
    },
    [key],
  )
  const clear = useCallback(() => perTab.set(`draft.${key}`, null), [key])
  return [value, change, clear]
}

function saved<T extends object>(key: string, initial: T): Partial<T> {
  const stored = perTab.get(`draft.${key}`)
  if (stored === null) return {}
  try {
    const parsed: unknown = JSON.parse(stored)
    if (typeof parsed !== 'object' || parsed === null) return {}
    const known = Object.entries(parsed).filter(
      ([name, value]) => name in initial && typeof value === typeof initial[name as keyof T],
    )
    return Object.fromEntries(known) as Partial<T>
  } catch {
    // Not what was written here: begin anew.
    return {}
  }
}
