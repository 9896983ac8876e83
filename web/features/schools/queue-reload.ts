/** After an answer the queue is read anew. */
import { createContext, use } from 'react'

const context = createContext<() => void>(() => undefined)

export const QueueReload = context.Provider

export function useQueueReload(): () => void {
  return use(context)
}
