/** Small hooks over `api()` for forms and plain lists. */
import { useCallback, useEffect, useState } from 'react'
import type { Call, InputOf, OutputOf } from '#contract/kernel/define.ts'
import { api } from './api/api.ts'
import { ApiError } from './api/api-error.ts'

export interface Submitting<I, O> {
  readonly isBusy: boolean
  /** The refusal of the last try; what was typed stays in the form. */
  readonly error: ApiError | null
  /** Answers with the output, or undefined when refused. */
  readonly submit: (input: I) => Promise<O | undefined>
  readonly clear: () => void
}

export function useSubmit<C extends Call>(call: C): Submitting<InputOf<C>, OutputOf<C>> {
  const [state, setState] = useState<{ isBusy: boolean; error: ApiError | null }>({ isBusy: false, error: null })
  const submit = useCallback(
    async (input: InputOf<C>) => {
      setState({ isBusy: true, error: null })
      try {
        const output = await api(call, input)
        setState({ isBusy: false, error: null })
        return output
      } catch (error) {
        const refusal = error instanceof ApiError ? error : new ApiError('internal')
        setState({ isBusy: false, error: refusal })
        if (!(error instanceof ApiError)) throw error
        return undefined
      }
    },
    [call],
  )
  const clear = useCallback(() => setState({ isBusy: false, error: null }), [])
  return { ...state, submit, clear }
}

export interface Loaded<T> {
  readonly data: T | undefined
  readonly error: ApiError | null
  readonly reload: () => void
}

/** A query that no topic carries; asks again when the input changes. */
export function useQuery<C extends Call>(call: C, input: InputOf<C>): Loaded<OutputOf<C>> {
  const key = JSON.stringify(input)
  const [turn, setTurn] = useState(0)
  const [state, setState] = useState<{ data: OutputOf<C> | undefined; error: ApiError | null }>({
    data: undefined,
    error: null,
  })
  useEffect(() => {
    let isCurrent = true
    api(call, JSON.parse(key) as InputOf<C>).then(
      (data) => isCurrent && setState({ data, error: null }),
      (error: unknown) => {
        if (isCurrent)
          setState((before) => ({ ...before, error: error instanceof ApiError ? error : new ApiError('internal') }))
      },
    )
    return () => {
      isCurrent = false
    }
  }, [call, key, turn])
  const reload = useCallback(() => setTurn((before) => before + 1), [])
  return { ...state, reload }
}
