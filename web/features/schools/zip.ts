/** A ZIP whose files lie in it as they are: enough for a document of a few kilobytes. */

export interface ZipFile {
  readonly name: string
  readonly text: string
}

/** Names are ASCII. Nothing depends on the clock: all files carry the first day that a ZIP can name. */
export function zip(files: readonly ZipFile[]): Uint8Array<ArrayBuffer> {
  const bodies: Uint8Array[] = []
  const entries: Uint8Array[] = []
  let at = 0
  for (const { name, text } of files) {
    const content = new TextEncoder().encode(text)
    const title = new TextEncoder().encode(name)
    const facts = [
      20,
      0x0800,
      0,
      0,
      0x21,
      ...halves(crc32(content)),
      ...halves(content.length),
      ...halves(content.length),
    ]
    const body = joined([shorts([0x4b50, 0x0403, ...facts, title.length, 0]), title, content])
    entries.push(joined([shorts([0x4b50, 0x0201, 20, ...facts, title.length, 0, 0, 0, 0, 0, 0, ...halves(at)]), title]))
    bodies.push(body)
    at += body.length
  }
  const directory = joined(entries)
  const count = files.length
  const end = shorts([0x4b50, 0x0605, 0, 0, count, count, ...halves(directory.length), ...halves(at), 0])
  return joined([...bodies, directory, end])
}

function shorts(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 2))
  for (const [index, value] of values.entries()) view.setUint16(index * 2, value, true)
  return new Uint8Array(view.buffer)
}

/** A 32-bit number as its two halves, the lower first. */
function halves(value: number): [number, number] {
  return [value & 0xffff, value >>> 16]
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}
