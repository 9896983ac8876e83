/**
 * The HTTPS server, which also answers whoever comes to its port without TLS: with the way to the address that works.
 * Browsers try plain HTTP when a person types `school.lan:3000`.
 */
import { createServer, type RequestListener, type Server as HttpServer } from 'node:http'
import { createServer as createSecureServer, type Server } from 'node:https'
import type { Socket } from 'node:net'
import type { Tls } from '#server/kernel/config/config.ts'

/** First byte of every TLS connection: a handshake record (RFC 8446 §5.1). */
const handshake = 0x16
/** Milliseconds until the first byte. */
const patience = 10_000

const sentence =
  'Перемена открывается по HTTPS. Откройте адрес, который начинается с https://, а не с http://. ' +
  'Как телефон признаёт сертификат школы, показано там на странице /ca.'

export function createTlsServer(tls: Tls, publicUrl: string | null, handler: RequestListener): Server {
  const server = createSecureServer(tls, handler)
  const plain = plainServer(publicUrl)
  const [acceptTls] = server.listeners('connection') as ((this: Server, socket: Socket) => void)[]
  if (acceptTls === undefined) throw new Error('The HTTPS server does not listen to its connections.')
  server.removeListener('connection', acceptTls)
  server.on('connection', (socket: Socket) => {
    const giveUp = (): void => void socket.destroy()
    socket.setTimeout(patience, giveUp)
    socket.on('error', giveUp)
    socket.once('readable', () => {
      const first: Buffer | null = socket.read(1)
      // ended before it said anything
      if (first === null) return giveUp()
      socket.setTimeout(0)
      socket.off('timeout', giveUp)
      socket.off('error', giveUp)
      socket.unshift(first)
      if (first[0] === handshake) acceptTls.call(server, socket)
      else plain.emit('connection', socket)
    })
  })
  return server
}

function plainServer(publicUrl: string | null): HttpServer {
  const plain = createServer((request, response) => {
    // a method other than these would be repeated with its body: what was sent in the clear is not sent again
    const isPage = request.method === 'GET' || request.method === 'HEAD'
    const way =
      isPage && publicUrl !== null ? { location: `${publicUrl}${pathOf(request.url)}` } : { upgrade: 'TLS/1.2' }
    response.writeHead(isPage && publicUrl !== null ? 307 : 426, {
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      connection: 'close',
      ...way,
    })
    response.end(sentence)
  })
  plain.requestTimeout = patience
  plain.headersTimeout = patience
  return plain
}

/** A path of ours only: `//elsewhere` would lead to another host. */
function pathOf(url: string | undefined): string {
  return url !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(url) ? url : '/'
}
