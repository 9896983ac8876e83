/** Strings with a meaning, used by all features. Lengths are in UTF-16 code units unless said otherwise. */
import * as z from 'zod/mini'
import { isCleanName } from './names.ts'

export const id = z.uuid()
export const personId = id
export const chatId = id

/** UTC time as milliseconds since 1970. */
export const instant = z.number().check(z.int())

/** One line that a person typed: trimmed, NFC, no control or bidi characters. */
export const line = (max: number) =>
  z.string().check(
    z.trim(),
    z.normalize('NFC'),
    z.minLength(1),
    z.maxLength(max),
    z.refine((s) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]/u.test(s), 'forbidden_characters'),
  )

/** A part of a person's name (SAFETY.md §3 Unicode): one script a word, no invisible signs, at most 2 combining marks. */
export const namePart = z
  .string()
  .check(z.trim(), z.normalize('NFC'), z.minLength(1), z.maxLength(60), z.refine(isCleanName, 'bad_name'))

export const fullName = z.strictObject({
  surname: namePart,
  name: namePart,
  patronymic: z.nullable(namePart),
})
export type FullName = z.infer<typeof fullName>

/** A phone as typed; the server parses it to E.164. */
export const phone = z.string().check(z.trim(), z.minLength(5), z.maxLength(30))
export const email = z.string().check(z.trim(), z.maxLength(120), z.regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'bad_email'))

/** IANA time zone, e.g. Europe/Moscow. */
export const timeZone = z.string().check(z.maxLength(60), z.refine(isTimeZone, 'unknown_time_zone'))

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('ru', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Nothing to say: the input or output of a call without any. */
export const nothing = z.strictObject({})
