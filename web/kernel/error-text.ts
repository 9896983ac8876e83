/** What went wrong, in the words of the person: `error.<code>` of the catalogue. */
import { i18n } from '@lingui/core'
import { errorTexts } from './error-texts.ts'
import { ApiError } from './api/api-error.ts'

export function textOfCode(code: string): string {
  const known = (errorTexts as Record<string, { id: string; message: string }>)[code]
  return i18n._(known ?? errorTexts.internal)
}

export function textOfError(error: unknown): string {
  if (!(error instanceof ApiError)) return textOfCode('internal')
  if (error.code === 'too_many' && error.retryAfter !== undefined) return i18n._({ ...errorTexts.too_many_until, values: { seconds: Math.ceil(error.retryAfter) } })
  return textOfCode(error.code)
}

/** The text of a field's mistake, for `error` of a field: `path` as the server names it. */
export function fieldError(error: unknown, path: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined
  const code = error.fields[path]
  return code === undefined ? undefined : textOfCode(code)
}
