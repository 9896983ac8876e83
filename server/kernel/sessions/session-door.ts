/**
 * The cookie of a browser session: `__Host-peremena`, 256 random bits, HttpOnly, Secure, SameSite=Lax; only its SHA-256
 * is stored (SAFETY.md §3). What a session row holds belongs to the feature accounts.
 */
import { createHash, randomBytes } from 'node:crypto'

export const sessionCookie = '__Host-peremena'

export interface SessionDoor {
  /** SHA-256 of the cookie that came with the request, whether it is valid or not. */
  readonly hash: Buffer | null
  /** A new random id; its cookie goes out with the answer. Answers its hash. */
  issue(): Buffer
  /** The cookie is removed with the answer. */
  forget(): void
  /** «Chrome, Windows» */
  readonly device: string
  /** First half of the address, never the whole. */
  readonly network: string
}

export function hashOfCookie(value: string | undefined): Buffer | null {
  return value && /^[A-Za-z0-9_-]{43}$/.test(value) ? createHash('sha256').update(value).digest() : null
}

/** A door whose outcome is read back by the transport: `outgoing` is a new cookie value, null to remove, undefined for neither. */
export interface SessionTransport extends SessionDoor {
  readonly outgoing: string | null | undefined
}

/** `cookie`: as it came, or its hash where that is known already, as on a socket. */
export function sessionTransport(
  cookie: string | Buffer | undefined,
  userAgent: string,
  address: string,
): SessionTransport {
  let outgoing: string | null | undefined
  return {
    hash: typeof cookie === 'object' ? cookie : hashOfCookie(cookie),
    // asked for at sign-in only, while every call makes a door
    get device() {
      return deviceOf(userAgent)
    },
    get network() {
      return networkOf(address)
    },
    issue() {
      outgoing = randomBytes(32).toString('base64url')
      const hash = hashOfCookie(outgoing)
      if (!hash) throw new Error('A new session id must hash.')
      return hash
    },
    forget() {
      outgoing = null
    },
    get outgoing() {
      return outgoing
    },
  }
}

/** «Chrome, Windows» from a user agent; what is not known is left out. */
export function deviceOf(userAgent: string): string {
  const browsers = [
    ['YaBrowser/', 'Яндекс Браузер'],
    ['Edg/', 'Edge'],
    ['OPR/', 'Opera'],
    ['SamsungBrowser/', 'Samsung Internet'],
    ['Firefox/', 'Firefox'],
    ['Chrome/', 'Chrome'],
    ['Safari/', 'Safari'],
  ] as const
  const systems = [
    ['Android', 'Android'],
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Windows', 'Windows'],
    ['Mac OS X', 'macOS'],
    ['Linux', 'Linux'],
  ] as const
  const found = [browsers, systems].map((list) => list.find(([sign]) => userAgent.includes(sign))?.[1])
  return found.filter((part) => part !== undefined).join(', ') || 'Неизвестное устройство'
}

/** The first half of an address: enough to tell the school's network from another. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:/, '')
  const v4 = /^(\d+)\.(\d+)\./.exec(plain)
  return v4 ? `${v4[1]}.${v4[2]}.*.*` : `${plain.split(':').slice(0, 4).join(':')}:*`
}
