/** Says at the field what is wrong before anything is sent, with the contract's own schema: path → code of `error.<code>`. */
import type * as z from 'zod/mini'

export type FieldCodes = Readonly<Record<string, string>>

/** After a change: of the fields that were marked, those that are still wrong. Nothing new is held against a half filled form. */
export function stillAtFault(marked: FieldCodes, now: FieldCodes): FieldCodes {
  return Object.fromEntries(Object.entries(now).filter(([path]) => path in marked))
}

const codeLike = /^[a-z][a-z_0-9]+$/

/** Empty where the input is right. The first mistake of a field counts. */
export function fieldsAtFault(schema: z.ZodMiniType, input: unknown): FieldCodes {
  const parsed = schema.safeParse(input)
  if (parsed.success) return {}
  const codes: Record<string, string> = {}
  for (const issue of parsed.error.issues) {
    const path = issue.path.join('.')
    codes[path] ??= codeOf(issue, valueAt(input, issue.path))
  }
  return codes
}

function codeOf(issue: { readonly code?: string | undefined; readonly message: string }, value: unknown): string {
  if (value === '' || value === null || value === undefined) return 'required'
  if (typeof value === 'string' && value.trim() === '') return 'required'
  // A check that was given its own code carries it as the message.
  if (codeLike.test(issue.message)) return issue.message
  return issue.code ?? 'invalid_value'
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<PropertyKey, unknown>)[key]
  }
  return value
}
