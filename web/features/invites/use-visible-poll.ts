/** Asks again every few seconds, only while the page is looked at, and at once when it is looked at again. */
import { useEffect, useRef } from 'react'

export function useVisiblePoll(ask: () => Promise<void>, ms: number): void {
  const latest = useRef(ask)
  latest.current = ask
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isAsking = false
    const look = async (): Promise<void> => {
      clearTimeout(timer)
      if (document.visibilityState !== 'visible' || isAsking) return
      isAsking = true
      await latest.current()
      isAsking = false
      timer = setTimeout(() => void look(), ms)
    }
    const turn = (): void => void look()
    document.addEventListener('visibilitychange', turn)
    turn()
    return () => {
      clearTimeout(timer)
      isAsking = true
      document.removeEventListener('visibilitychange', turn)
    }
  }, [ms])
}
