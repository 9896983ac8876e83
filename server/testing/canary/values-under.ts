/** All texts that stand under these keys anywhere in a value. */
export function valuesUnder(value: unknown, keys: readonly string[]): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    keys.includes(key) ? textsOf(inner) : valuesUnder(inner, keys),
  )
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
