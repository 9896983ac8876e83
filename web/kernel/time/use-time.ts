import { useLingui } from '@lingui/react'
import { useSyncExternalStore } from 'react'
import { usePerson } from '../use-me.ts'
import { schoolTime, type SchoolTime } from './school-time.ts'

/** Times in the zone of the acting person's school. */
export function useSchoolTime(): SchoolTime {
  const { i18n } = useLingui()
  return schoolTime(usePerson().timeZone, i18n.locale)
}

const listeners = new Set<() => void>()
let minute = Math.floor(Date.now() / 60_000)
let timer: ReturnType<typeof setInterval> | undefined

/** Milliseconds, moved on once a minute. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => minute) * 60_000
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, 5000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function tick(): void {
  const now = Math.floor(Date.now() / 60_000)
  if (now === minute) return
  minute = now
  for (const listener of listeners) listener()
}
