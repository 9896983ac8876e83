/**
 * The checker of one room: what the first of its sockets hears is kept, all others are compared with it byte by byte.
 * At the end the kept frames are read: every message that was said stands there once, in the order of its number, and
 * every socket has heard all of it.
 */
import { createHash } from 'node:crypto'
import type { Dialect, HeardMessage } from './dialect.ts'

export interface Ear {
  /** Frames heard so far. */
  heard: number
  /** Messages heard so far. */
  messages: number
}

export interface RoomCounted {
  readonly roomId: string
  readonly messages: number
  /** SHA-256 over the ids, in the order of their numbers, or sorted where the contender numbers nothing. */
  readonly ids: string
}

export class RoomRecord {
  readonly roomId: string
  readonly ears: Ear[] = []
  /** Messages that this room was told: id → text. */
  readonly said = new Map<string, string>()
  readonly complaints: string[] = []
  private readonly frames: Buffer[] = []
  private readonly counts: number[] = []
  private readonly dialect: Dialect

  constructor(roomId: string, dialect: Dialect) {
    this.roomId = roomId
    this.dialect = dialect
  }

  join(): Ear {
    const ear = { heard: 0, messages: 0 }
    this.ears.push(ear)
    return ear
  }

  /** Answers how many messages this frame brought to this socket. */
  hear(ear: Ear, payload: Buffer): number {
    const at = ear.heard++
    const known = this.frames[at]
    if (known === undefined) {
      this.frames.push(Buffer.from(payload))
      this.counts.push(this.dialect.countOf(payload))
    } else if (!known.equals(payload)) this.complain(`A socket heard something else as its frame ${at + 1}.`)
    const count = this.counts[at] ?? 0
    ear.messages += count
    return count
  }

  get isComplete(): boolean {
    return this.ears.every((ear) => ear.messages >= this.said.size)
  }

  /** Reads what was kept; whatever is wrong stands in `complaints` afterwards. */
  close(): RoomCounted {
    const heard = this.frames.flatMap((frame) => this.dialect.messagesOf(frame, this.roomId))
    const seen = new Set<string>()
    for (const [at, message] of heard.entries()) this.check(message, { at, seen })
    const lost = this.said.size - seen.size
    if (lost > 0) this.complain(`${lost} of ${this.said.size} messages were heard by nobody.`)
    for (const ear of this.ears) {
      const missing = this.frames.length - ear.heard
      if (missing > 0) this.complain(`A socket lacks the last ${missing} of ${this.frames.length} frames.`)
    }
    const isNumbered = heard.every((message) => message.number !== null)
    return { roomId: this.roomId, messages: seen.size, ids: digestOf(isNumbered ? [...seen] : [...seen].sort()) }
  }

  private check({ id, text, number }: HeardMessage, { at, seen }: { at: number; seen: Set<string> }): void {
    if (seen.has(id)) return this.complain(`${id} was heard twice.`)
    if (number !== null && number !== at + 1) this.complain(`Number ${number} was heard at place ${at + 1}.`)
    const said = this.said.get(id)
    if (said === undefined) return this.complain(`${id} was never said.`)
    if (said !== text) this.complain(`${id} was said as «${said}» and heard as «${text}».`)
    seen.add(id)
  }

  private complain(sentence: string): void {
    if (this.complaints.length < 20) this.complaints.push(`Room ${this.roomId}: ${sentence}`)
  }
}

export function digestOf(ids: readonly string[]): string {
  return createHash('sha256').update(ids.join()).digest('hex')
}
