/** WebSocket frames at the least cost, for a generator that must not be what is measured (RFC 6455 §5.2). */

const finalText = 0x81
const finalPong = 0x8a
const isMasked = 0x80
const kindOf = { text: 1, close: 8, ping: 9 } as const

/** A client's text frame. The mask is zero: allowed, and nothing has to be computed for it. */
export function clientFrame(text: string): Buffer {
  const size = Buffer.byteLength(text)
  const head = size < 126 ? 6 : 8
  if (size > 65_535) throw new Error(`A message of ${size} bytes is more than this generator sends.`)
  const bytes = Buffer.alloc(head + size)
  bytes[0] = finalText
  bytes[1] = isMasked | (size < 126 ? size : 126)
  if (size >= 126) bytes.writeUInt16BE(size, 2)
  bytes.write(text, head)
  return bytes
}

export const pongFrame: Buffer = Buffer.from([finalPong, isMasked, 0, 0, 0, 0])

export interface FrameEars {
  /** The bytes belong to the chunk that was read: whoever keeps them copies them. */
  text(payload: Buffer): void
  ping(): void
  closed(code: number): void
}

/** Cuts one socket's stream of bytes into frames. */
export class FrameReader {
  private rest: Buffer | null = null
  private readonly ears: FrameEars

  constructor(ears: FrameEars) {
    this.ears = ears
  }

  push(chunk: Buffer): void {
    const bytes = this.rest === null ? chunk : Buffer.concat([this.rest, chunk])
    let at = 0
    for (;;) {
      const body = bodyOf(bytes, at)
      if (body === null) break
      this.hear(bytes[at]! & 0x0f, bytes.subarray(body.from, body.to))
      at = body.to
    }
    this.rest = at === bytes.length ? null : bytes.subarray(at)
  }

  private hear(kind: number, payload: Buffer): void {
    if (kind === kindOf.text) this.ears.text(payload)
    else if (kind === kindOf.ping) this.ears.ping()
    else if (kind === kindOf.close) this.ears.closed(payload.length >= 2 ? payload.readUInt16BE(0) : 1005)
    else throw new Error(`A frame of kind ${kind} is nothing that our servers say.`)
  }
}

/** Where the payload of the frame at `at` stands; null where it is not whole yet. */
function bodyOf(bytes: Buffer, at: number): { from: number; to: number } | null {
  if (bytes.length - at < 2) return null
  const short = bytes[at + 1]! & 0x7f
  const head = short === 126 ? 4 : short === 127 ? 10 : 2
  if (bytes.length - at < head) return null
  const size =
    short === 126 ? bytes.readUInt16BE(at + 2) : short === 127 ? Number(bytes.readBigUInt64BE(at + 2)) : short
  const from = at + head
  return bytes.length < from + size ? null : { from, to: from + size }
}
