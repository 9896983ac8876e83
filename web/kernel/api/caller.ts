/** Carries a call to the server: over the open socket when it speaks for the same person, else by POST. */
import type { Call, InputOf, OutputOf } from '#contract/kernel/define.ts'
import type { Marks } from '#contract/kernel/live.ts'
import { ApiError, errorOf } from './api-error.ts'

export interface Answer<T> {
  readonly value: T
  /** Topic → number of the snapshot that the value was read from. */
  readonly marks: Marks
}

/** The socket, as far as calls need it. */
export interface SocketRoute {
  readonly person: string | null
  readonly isReady: boolean
  call(name: string, input: unknown): Promise<Answer<unknown>>
}

export interface CallerDeps {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>
  readonly socket: () => SocketRoute | null
  /** Who acts in this tab. */
  readonly person: () => string | null
}

export interface CallOptions {
  /** Acts as this person instead of the tab's. */
  readonly person?: string | null
  readonly signal?: AbortSignal
}

type AnyCall = Pick<Call, 'name' | 'caller'>

export class Caller {
  readonly #deps: CallerDeps

  constructor(deps: CallerDeps) {
    this.#deps = deps
  }

  async ask<C extends AnyCall>(call: C, input: InputOf<C>, options: CallOptions = {}): Promise<Answer<OutputOf<C>>> {
    const person = options.person === undefined ? this.#deps.person() : options.person
    const socket = this.#deps.socket()
    // Sign-in and sessions set cookies, which a socket cannot.
    if (call.caller === 'person' && socket?.isReady === true && socket.person === person) {
      return (await socket.call(call.name, input)) as Answer<OutputOf<C>>
    }
    return this.#post(call.name, input, { person, signal: options.signal })
  }

  async #post<T>(
    name: string,
    input: unknown,
    by: { person: string | null; signal: AbortSignal | undefined },
  ): Promise<Answer<T>> {
    const response = await this.#deps
      .fetch(`/api/${name}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-peremena': '1',
          ...(by.person === null ? {} : { 'x-person': by.person }),
        },
        body: JSON.stringify(input),
        credentials: 'same-origin',
        ...(by.signal === undefined ? {} : { signal: by.signal }),
      })
      .catch(() => {
        throw new ApiError('offline')
      })
    const body: unknown = await response.json().catch(() => null)
    if (!response.ok)
      throw body === null ? new ApiError(response.status >= 500 ? 'unavailable' : 'internal') : errorOf(body)
    if (typeof body !== 'object' || body === null || !('value' in body)) throw new ApiError('internal')
    const answer = body as { value: T; marks?: Marks }
    return { value: answer.value, marks: answer.marks ?? {} }
  }
}
