import { useSyncExternalStore } from 'react'
import type { Readable } from './value.ts'

export function useValue<T>(value: Readable<T>): T {
  return useSyncExternalStore(value.subscribe, value.get)
}
