/** What went wrong, in the words of the person: `error.<code>` of the catalogue (`error-texts.ts` is what it is made from). */
import { i18n } from '@lingui/core'
import { ApiError } from './api/api-error.ts'

export function textOfCode(code: string): string {
  const id = `error.${code}`
  return i18n._(id in i18n.messages ? id : 'error.internal')
}

export function textOfError(error: unknown): string {
  if (!(error instanceof ApiError)) return textOfCode('internal')
  if (error.code !== 'too_many' || error.retryAfter === undefined) return textOfCode(error.code)
  return i18n._('error.too_many_until', { seconds: Math.ceil(error.retryAfter) })
}
