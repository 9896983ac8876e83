/** Refusals that any call may answer with, and the shape of every error on the wire. */
import * as z from 'zod/mini'

export const commonStatus = {
  invalid_input: 400,
  unauthorized: 401,
  forbidden: 403,
  second_factor_needed: 403,
  not_found: 404,
  too_large: 413,
  wrong_media: 415,
  too_many: 429,
  internal: 500,
  unavailable: 503,
} as const

export type CommonCode = keyof typeof commonStatus

/** A refusal as it travels: `fields` names the input fields at fault (path → code), `requestId` is for `internal`. */
export const wireError = z.strictObject({
  code: z.string(),
  fields: z.optional(z.record(z.string(), z.string())),
  requestId: z.optional(z.string()),
  /** Seconds after which another try makes sense (`too_many`, `unavailable`). */
  retryAfter: z.optional(z.number()),
})
export type WireError = z.infer<typeof wireError>

/** HTTP status of a code; codes that a command declares itself are conflicts with the state: 409. */
export function statusOf(code: string): number {
  return (commonStatus as Record<string, number>)[code] ?? 409
}
