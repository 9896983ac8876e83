/** A refusal of the server, or no answer at all (`offline`). The text of a code is `error.<code>` in the catalogue. */
export class ApiError extends Error {
  readonly code: string
  /** Input field → code: «form.inn» → «bad_inn». */
  readonly fields: Readonly<Record<string, string>>
  /** Seconds after which another try makes sense. */
  readonly retryAfter: number | undefined
  readonly requestId: string | undefined

  constructor(code: string, detail: { fields?: Record<string, string>; retryAfter?: number; requestId?: string } = {}) {
    super(code)
    this.name = 'ApiError'
    this.code = code
    this.fields = detail.fields ?? {}
    this.retryAfter = detail.retryAfter
    this.requestId = detail.requestId
  }

  /** Another try with the same input may succeed without anybody doing anything. */
  get isPassing(): boolean {
    return ['offline', 'unavailable', 'internal', 'too_many', 'unauthorized', 'second_factor_needed'].includes(
      this.code,
    )
  }
}

/** Reads the body of an error answer, whatever it is. */
export function errorOf(body: unknown): ApiError {
  if (!isRecord(body) || typeof body['code'] !== 'string') return new ApiError('internal')
  return new ApiError(body['code'], {
    ...(isRecord(body['fields']) ? { fields: stringsOf(body['fields']) } : {}),
    ...(typeof body['retryAfter'] === 'number' ? { retryAfter: body['retryAfter'] } : {}),
    ...(typeof body['requestId'] === 'string' ? { requestId: body['requestId'] } : {}),
  })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function stringsOf(record: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  )
}
