/** An input that fits a schema, made from the schema itself, and the places in it where a text stands. */
import type * as z from 'zod/mini'
import { toJSONSchema } from 'zod'

interface Shape {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Shape>>
  readonly items?: Shape
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Shape[]
  readonly oneOf?: readonly Shape[]
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly minimum?: number
  readonly exclusiveMinimum?: number
  readonly minItems?: number
}

export function exampleOf(schema: z.ZodMiniType): unknown {
  return sample(toJSONSchema(schema as never, { io: 'input', unrepresentable: 'any' }) as Shape, '')
}

/** By the name of the field where its rule is not written in the schema (INN, zone, phone). */
const known: Readonly<Record<string, string>> = {
  inn: '7707083893',
  timeZone: 'Europe/Moscow',
  phone: '+79161234567',
  mobile: '+79161234567',
  schoolPhone: '+74822550144',
  email: 'a@example.ru',
  schoolEmail: 'a@example.ru',
}
/** Tried in turn where a pattern is written: six digits, ten signs of a code, a token. */
const patterned = ['123456', 'ABCDEFGH23', 'A'.repeat(43)]

function sample(shape: Shape, name: string): unknown {
  if (shape.const !== undefined) return shape.const
  if (shape.enum) return shape.enum[0]
  const choice = (shape.anyOf ?? shape.oneOf)?.find((one) => one.type !== 'null')
  if (choice) return sample(choice, name)
  const type = typeof shape.type === 'string' ? shape.type : shape.type?.find((one) => one !== 'null')
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(shape.properties ?? {}).map(([key, inside]) => [key, sample(inside, key)]),
      )
    case 'array':
      return shape.items ? [sample(shape.items, name)] : []
    case 'integer':
    case 'number':
      return Math.max(1, shape.minimum ?? 1)
    case 'boolean':
      return true
    case 'string':
      return shape.format === 'uuid' ? '01890000-0000-7000-8000-000000000000' : (known[name] ?? fitting(shape.pattern))
    default:
      return {}
  }
}

function fitting(pattern: string | undefined): string {
  const found = pattern === undefined ? undefined : patterned.find((text) => new RegExp(pattern, 'u').test(text))
  return found ?? 'Текст'
}

export interface TextPlace {
  /** «form.admin.surname» */
  readonly path: string
  replaced(text: string): unknown
}

export function textsIn(example: unknown): TextPlace[] {
  return placesIn(example).map((path) => ({
    path: path.join('.'),
    replaced: (text) => replacedAt(example, path, text),
  }))
}

function placesIn(value: unknown): string[][] {
  if (typeof value === 'string') return [[]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inside]) => placesIn(inside).map((rest) => [key, ...rest]))
}

function replacedAt(value: unknown, [key, ...rest]: readonly string[], text: string): unknown {
  if (key === undefined) return text
  const inside = value as Record<string, unknown>
  const changed = { [key]: replacedAt(inside[key], rest, text) }
  return Array.isArray(value)
    ? value.map((one, at) => (String(at) === key ? changed[key] : one))
    : { ...inside, ...changed }
}
