/** One open page: what it sends is parsed and limited here, what it gets is collected and written once per tick. */
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import type { Hearer } from '#server/kernel/live/hub.ts'
import { closeCodes } from '#contract/kernel/live.ts'
import { wireOf } from './wire.ts'

/** Bytes queued at which ephemeral frames are dropped, and at which the socket is closed (SAFETY.md §1). */
const dropAt = 256 * 1024
const closeAt = 1024 * 1024
/** A reader too slow, or a flooder, rarely sees the closing handshake through: it resumes by number on a new socket. */
const terminateAfterMs = 2000

export class Connection implements Hearer {
  personId: string | null = null
  schoolId: string | null = null
  readonly topics = new Set<string>()
  /** When something was last heard from it, ms. */
  heardAt: number
  /** It has said hello; a second one is not taken. */
  isGreeted = false
  readonly sessionHash: Buffer
  private readonly socket: WebSocket
  private readonly raw: Socket
  private queue: Buffer[] = []
  private queued = 0
  private isFlushing = false

  constructor(socket: WebSocket, raw: Socket, of: { sessionHash: Buffer; now: number }) {
    this.socket = socket
    this.raw = raw
    this.sessionHash = of.sessionHash
    this.heardAt = of.now
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN
  }

  send(bytes: Buffer): void {
    if (!this.isOpen) return
    this.queue.push(bytes)
    this.queued += bytes.length
    if (this.isFlushing) return
    this.isFlushing = true
    setImmediate(this.flush)
  }

  say(message: object): void {
    this.send(wireOf(message))
  }

  /** May be lost: dropped when the socket is slow. */
  whisper(bytes: Buffer): void {
    if (this.raw.writableLength + this.queued < dropAt) this.send(bytes)
  }

  close(reason: keyof typeof closeCodes, after = 0): void {
    const words = { signedOut: 'signed_out', slow: 'slow', flood: 'flood', restarting: 'restarting' } as const
    if (reason !== 'slow') this.say({ t: 'bye', reason: words[reason], after })
    this.flush()
    if (!this.isOpen) return
    this.socket.close(closeCodes[reason])
    setTimeout(() => this.socket.terminate(), terminateAfterMs).unref()
  }

  /** Nobody answers any more. */
  terminate(): void {
    this.socket.terminate()
  }

  private readonly flush = (): void => {
    this.isFlushing = false
    if (this.queue.length === 0) return
    const { queue } = this
    this.queue = []
    this.queued = 0
    if (!this.isOpen) return
    this.raw.write(queue.length === 1 ? queue[0]! : Buffer.concat(queue))
    if (this.raw.writableLength > closeAt) this.close('slow')
  }
}
