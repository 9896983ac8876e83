/** What PostgreSQL and its connections say, in the words of calls. */
import { Refusal } from './refusal.ts'

const deadlock = '40P01'
const serialisation = '40001'
const lockTimeout = '55P03'

function sqlState(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}

/** Another try of the same transaction may succeed. */
export function isTransient(error: unknown): boolean {
  return [deadlock, serialisation].includes(sqlState(error))
}

/** A database that is away or busy is said as such, so that clients try again; the rest stays a bug. */
export function translate(error: unknown): unknown {
  if (error instanceof Refusal) return error
  const state = sqlState(error)
  const isAway = /^(08|57P|53)/.test(state) || ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'].includes(state)
  const isCut =
    error instanceof Error &&
    /Connection terminated|timeout exceeded when trying to connect|not queryable/.test(error.message)
  if (isAway || isCut || state === lockTimeout) return new Refusal('unavailable', { retryAfter: 1 })
  return error
}
