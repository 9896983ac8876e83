/**
 * What the key file guards: phones and TOTP seeds are sealed (AES-256-GCM), phones and codes are found by HMAC, tokens
 * of shared links are derived. Each use has a key of its own, so nothing made for one opens another.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'

/** What a value is sealed or hashed for; it is part of the key. */
export type SecretUse =
  | 'phone'
  | 'phone-code'
  | 'login-code'
  | 'recovery-code'
  | 'personal-code'
  | 'totp'
  | 'shared-link'
  | 'private-link'

export interface Secrets {
  /** Finds a value without storing it: HMAC-SHA-256, 32 bytes. */
  hash(use: SecretUse, text: string): Buffer
  /** AES-256-GCM; another result each time. */
  seal(use: SecretUse, text: string): Buffer
  /** Throws where the value was changed, sealed for another use, or with another key file. */
  open(use: SecretUse, sealed: Buffer): string
  /** The token of a shared link: 128 bits, 22 characters of base64url, the same each time. */
  linkToken(linkId: string, version: number): string
}

const format = 1
const nonceBytes = 12
const tagBytes = 16

/** `master`: the installation's key, from its key file. */
export function secretsOf(master: KeyObject): Secrets {
  const keys = new Map<string, Buffer>()
  const keyFor = (purpose: string): Buffer => {
    const known = keys.get(purpose)
    if (known) return known
    const made = Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `peremena ${purpose}`, 32))
    keys.set(purpose, made)
    return made
  }
  const hmac = (purpose: string, text: string) => createHmac('sha256', keyFor(purpose)).update(text).digest()
  return {
    hash: (use, text) => hmac(`hash ${use}`, text),
    seal: (use, text) => seal(keyFor(`seal ${use}`), text),
    open: (use, sealed) => open(keyFor(`seal ${use}`), sealed),
    linkToken: (linkId, version) =>
      hmac('token shared-link', `${linkId} ${version}`).subarray(0, 16).toString('base64url'),
  }
}

/** format byte, nonce, tag, ciphertext; the format byte is authenticated too. */
function seal(key: Buffer, text: string): Buffer {
  const head = Buffer.from([format])
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(head)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([head, nonce, cipher.getAuthTag(), body])
}

function open(key: Buffer, sealed: Buffer): string {
  const head = sealed.subarray(0, 1)
  if (head[0] !== format) throw new Error(`Sealed with an unknown format ${head[0] ?? 'none'}.`)
  const nonce = sealed.subarray(1, 1 + nonceBytes)
  const tag = sealed.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(head)
  decipher.setAuthTag(tag)
  const body = decipher.update(sealed.subarray(1 + nonceBytes + tagBytes))
  return Buffer.concat([body, decipher.final()]).toString('utf8')
}
