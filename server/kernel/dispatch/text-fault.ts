/**
 * Texts that no database and no other client could keep as they are: the sign U+0000, which PostgreSQL refuses, and
 * halves of surrogate pairs, which turn into something else on their way.
 */

/** The path of the first such text, keys included; undefined where there is none. `value` is not deep. */
export function textFault(value: unknown, path = ''): string | undefined {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? path : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inside] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`
    const fault = textFault(key, at) ?? textFault(inside, at)
    if (fault !== undefined) return fault
  }
  return undefined
}
