/**
 * One-time tickets for opening a socket: a page of ours fetches one by a guarded POST, so a foreign page that somehow
 * opens a socket with the cookie has none (SAFETY.md §3 CSWSH). Signed, so any node takes them; used ones are
 * remembered by the node that took them.
 */
import { createHmac, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto'

const lifeMs = 30_000

export class Tickets {
  private readonly key: Buffer
  private readonly clock: () => number
  private readonly used = new Map<string, number>()

  constructor(key: KeyObject, clock: () => number) {
    this.key = createHmac('sha256', key).update('socket tickets').digest()
    this.clock = clock
  }

  issue(sessionHash: Buffer): string {
    const body = `${(this.clock() + lifeMs).toString(36)}.${randomBytes(12).toString('base64url')}`
    return `${body}.${this.sign(body, sessionHash)}`
  }

  redeem(ticket: string | null, sessionHash: Buffer): boolean {
    const [until, nonce, signature] = ticket?.split('.') ?? []
    if (!until || !nonce || !signature || this.used.has(nonce)) return false
    const expected = Buffer.from(this.sign(`${until}.${nonce}`, sessionHash))
    const given = Buffer.from(signature)
    const now = this.clock()
    const isValid =
      given.length === expected.length && timingSafeEqual(given, expected) && Number.parseInt(until, 36) > now
    if (isValid) this.remember(nonce, now)
    return isValid
  }

  private remember(nonce: string, now: number): void {
    this.used.set(nonce, now + lifeMs)
    for (const [old, until] of this.used) {
      if (until > now) break
      this.used.delete(old)
    }
  }

  private sign(body: string, sessionHash: Buffer): string {
    return createHmac('sha256', this.key).update(sessionHash).update(body).digest('base64url')
  }
}
