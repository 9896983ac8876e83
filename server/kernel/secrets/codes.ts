/** Random secrets that people carry: links, ten-character codes, six digits. */
import { createHash, randomBytes, randomInt } from 'node:crypto'

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Ten Crockford characters, 50 bits: letters that look like digits are left out. */
export function randomCode(): string {
  return [...randomBytes(10)].map((byte) => crockford[byte & 31]).join('')
}

/** «7K3QM-X2R9T», the way a code is shown. */
export function shownCode(code: string): string {
  return `${code.slice(0, 5)}-${code.slice(5)}`
}

/** Six digits for an SMS. */
export function randomDigits(): string {
  return String(randomInt(1_000_000)).padStart(6, '0')
}

/** 128 bits for an address, 22 characters of base64url. */
export function randomToken(): string {
  return randomBytes(16).toString('base64url')
}

/** What is stored of a token with 128 random bits: nobody can try them all, so a plain hash is enough. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
