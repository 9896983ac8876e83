/** What stands before every request: a secure origin, and for changes a page of ours as the sender. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { RequestFacts } from '#server/kernel/dispatch/ctx.ts'
import { isOwnOrigin, type OwnOrigins } from './origin.ts'

const localHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/
const loopback = /^(127\.|::1$|::ffff:127\.)/

export function isLocalHost(host: string | undefined): boolean {
  return localHost.test(host ?? '')
}

export function factsOf(request: FastifyRequest): RequestFacts {
  return {
    socketLoopback: loopback.test(request.socket.remoteAddress ?? ''),
    host: request.headers.host ?? '',
    forwarded: ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via'].some(
      (name) => request.headers[name] !== undefined,
    ),
    address: request.ip,
  }
}

const insecureSentence =
  'Перемена открывается по HTTPS: без него в браузере не работают вход, камера и уведомления. ' +
  'На самом сервере откройте http://localhost, для сети школы настройте сертификат: npm run tls:local.'

/** Plain HTTP on anything but localhost is refused, unless a trusted proxy says that it was HTTPS (HOUSE, traps). */
export function refuseInsecure(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.protocol === 'https' || isLocalHost(request.headers.host)) return
    if (request.url === '/healthz' || request.url === '/readyz') return
    await reply.code(426).header('upgrade', 'TLS/1.2').type('text/plain; charset=utf-8').send(insecureSentence)
  })
}

/** A call changes state only with JSON, our own header and our own origin (SAFETY.md §3 CSRF). */
export function isFromOwnPage(request: FastifyRequest, own: OwnOrigins): boolean {
  return request.headers['x-peremena'] === '1' && isOwnOrigin(request.headers, own)
}
