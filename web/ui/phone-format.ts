/** «+7 920 555-01-44» while it is typed. Only Russian numbers are grouped; others keep their digits after a plus. */
export function formatPhone(typed: string): string {
  const digits = typed.replace(/\D/g, '').slice(0, 15)
  if (digits === '') return typed.trim().startsWith('+') ? '+' : ''
  const national = russianDigits(typed, digits)
  if (national === null) return `+${digits}`
  const parts = [national.slice(0, 3), national.slice(3, 6), national.slice(6, 8), national.slice(8, 10)].filter(
    Boolean,
  )
  const [code, ...rest] = parts
  return ['+7', code, rest.join('-')].filter(Boolean).join(' ')
}

/** Where the caret stands in the formatted text so that as many digits are before it as were before. */
export function caretAfter(formatted: string, digitsBefore: number): number {
  let seen = 0
  for (let at = 0; at < formatted.length; at += 1) {
    if (seen === digitsBefore) return at
    if (/\d/.test(formatted[at]!)) seen += 1
  }
  return formatted.length
}

function russianDigits(typed: string, digits: string): string | null {
  if (digits.startsWith('7')) return digits.slice(1, 11)
  if (digits.startsWith('8') && !typed.trim().startsWith('+')) return digits.slice(1, 11)
  if (digits.startsWith('9') && !typed.trim().startsWith('+')) return digits.slice(0, 10)
  return null
}
