/** Live data of a screen: loads by a query, hears the topic while the screen is open, reads anew when it must. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiError } from '../api/api-error.ts'
import { live } from '../me.ts'
import { useValue } from '../use-value.ts'
import { registerRefresher } from './refreshers.ts'

export interface SnapshotState {
  /** Nothing has been loaded yet. */
  readonly isLoading: boolean
  readonly error: ApiError | null
  readonly reload: () => Promise<void>
}

/**
 * `topic`: `class:ID`, `desk:ID`, or null for data that no topic carries. `load` asks and takes (`ask`, `take`) and is
 * stable (useCallback). The live number of the topic begins with the marks that `load` took.
 */
export function useSnapshot(topic: string | null, load: () => Promise<void>): SnapshotState {
  const connection = useValue(live)
  const [state, setState] = useState<{ isLoading: boolean; error: ApiError | null }>({ isLoading: true, error: null })
  const latest = useRef(load)
  const run = useCallback(async () => {
    const mine = load
    latest.current = load
    try {
      await load()
      if (latest.current === mine) setState({ isLoading: false, error: null })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (latest.current === mine) setState({ isLoading: false, error })
    }
  }, [load])
  useEffect(() => {
    setState({ isLoading: true, error: null })
    if (topic === null) {
      void run()
      return
    }
    const stopRefreshing = registerRefresher([topic.slice(0, topic.indexOf(':'))], async (topics) => {
      if (topics.includes(topic)) await load()
    })
    connection?.watch(topic)
    void run().then(() => connection?.listen(topic))
    return () => {
      connection?.unwatch(topic)
      stopRefreshing()
    }
  }, [topic, load, run, connection])
  return { ...state, reload: run }
}
