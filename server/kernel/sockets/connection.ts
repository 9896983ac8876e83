/** One open page: what it sends is parsed and limited here, what it gets is collected and written once per tick. */
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import type { Hearer } from '#server/kernel/live/hub.ts'
import { closeCodes } from '#contract/kernel/live.ts'
import { wireOf } from './wire.ts'

/** Bytes queued at which ephemeral frames are dropped, and at which the socket is closed (SAFETY.md §1). */
const dropAt = 256 * 1024
const closeAt = 1024 * 1024
const terminateAfterMs = 2000

export class Connection implements Hearer {
  personId: string | null = null
  schoolId: string | null = null
  readonly topics = new Set<string>()
  readonly sessionHash: Buffer
  private readonly socket: WebSocket
  private readonly raw: Socket
  private queue: Buffer[] = []
  private queued = 0
  private isFlushing = false

  constructor(socket: WebSocket, raw: Socket, sessionHash: Buffer) {
    this.socket = socket
    this.raw = raw
    this.sessionHash = sessionHash
  }

  send(bytes: Buffer): void {
    if (this.socket.readyState !== this.socket.OPEN) return
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
    this.socket.close(closeCodes[reason])
  }

  private readonly flush = (): void => {
    this.isFlushing = false
    if (this.queue.length === 0) return
    const { queue } = this
    this.queue = []
    this.queued = 0
    if (this.socket.readyState !== this.socket.OPEN) return
    this.raw.write(queue.length === 1 ? queue[0]! : Buffer.concat(queue))
    if (this.raw.writableLength > closeAt) {
      this.close('slow')
      // a reader this slow rarely sees the closing handshake through: it resumes by number on a new socket
      setTimeout(() => this.socket.terminate(), terminateAfterMs).unref()
    }
  }
}
