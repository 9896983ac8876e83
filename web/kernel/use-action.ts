/** One thing that a person does on a screen: whether it is under way, what went wrong and at which field. */
import { useCallback, useState } from 'react'
import { ApiError } from './api/api-error.ts'
import { type FieldCodes } from './check-input.ts'
import { textOfCode, textOfError } from './error-text.ts'

export interface Doing {
  readonly isPending: boolean
  readonly error: ApiError | null
  /** The refusal in words where no field says it. */
  readonly text: string | undefined
  /** The text at a field, named as the input has it: «form.inn». */
  readonly field: (path: string) => string | undefined
  /** True when it went well. A second press while the first is under way does nothing. */
  readonly run: (work: () => Promise<void>) => Promise<boolean>
  /** Marks fields before anything is sent; no fields: nothing is wrong any more. */
  readonly mark: (fields: FieldCodes) => void
  readonly clear: () => void
}

export function useAction(): Doing {
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  const run = useCallback(
    async (work: () => Promise<void>): Promise<boolean> => {
      if (isPending) return false
      setPending(true)
      try {
        await work()
        setError(null)
        return true
      } catch (refusal) {
        if (!(refusal instanceof ApiError)) throw refusal
        setError(refusal)
        return false
      } finally {
        setPending(false)
      }
    },
    [isPending],
  )
  const mark = useCallback(
    (fields: FieldCodes) =>
      setError(Object.keys(fields).length === 0 ? null : new ApiError('invalid_input', { fields })),
    [],
  )
  const clear = useCallback(() => setError(null), [])
  const field = (path: string): string | undefined => {
    const code = error?.fields[path]
    return code === undefined ? undefined : textOfCode(code)
  }
  const saysFields = error !== null && Object.keys(error.fields).length > 0
  return {
    isPending,
    error,
    text: error === null || saysFields ? undefined : textOfError(error),
    field,
    run,
    mark,
    clear,
  }
}
