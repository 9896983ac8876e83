/** The only exception that a feature throws, through `ctx.refuse`. Anything else thrown is a bug. */
import type { WireError } from '#contract/kernel/errors.ts'

export interface RefusalDetail {
  readonly fields?: Record<string, string>
  /** Seconds. */
  readonly retryAfter?: number
  /** What the call wrote before stays: counters of failed tries. Nothing of it goes over the wire. */
  readonly keep?: boolean
}

export class Refusal extends Error {
  readonly code: string
  readonly detail: RefusalDetail

  constructor(code: string, detail: RefusalDetail = {}) {
    super(code)
    this.code = code
    this.detail = detail
  }

  get wire(): WireError {
    const { fields, retryAfter } = this.detail
    return { code: this.code, ...(fields && { fields }), ...(retryAfter !== undefined && { retryAfter }) }
  }
}
