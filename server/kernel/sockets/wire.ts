/** WebSocket text frames as bytes: built once, written to any number of sockets (RFC 6455 §5.2, server side, unmasked). */
const finalText = 0x81

export function textFrame(text: string): Buffer {
  const size = Buffer.byteLength(text)
  const head = size < 126 ? 2 : size < 65_536 ? 4 : 10
  const bytes = Buffer.allocUnsafe(head + size)
  bytes[0] = finalText
  if (head === 2) bytes[1] = size
  else if (head === 4) {
    bytes[1] = 126
    bytes.writeUInt16BE(size, 2)
  } else {
    bytes[1] = 127
    bytes.writeBigUInt64BE(BigInt(size), 2)
  }
  bytes.write(text, head)
  return bytes
}

export function wireOf(message: object): Buffer {
  return textFrame(JSON.stringify(message))
}
