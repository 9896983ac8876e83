/** The HTTP server: limits of size and time, who may ask at all, health, and the routes that parts bring. */
import cookie from '@fastify/cookie'
import Fastify, { type FastifyInstance } from 'fastify'
import { statusOf } from '#contract/kernel/errors.ts'
import type { RequestListener } from 'node:http'
import type { Config, Tls } from '#server/kernel/config/config.ts'
import type { Logger } from '#server/kernel/log/log.ts'
import { refuseInsecure } from './guard.ts'
import { registerHeaders } from './headers.ts'
import { createTlsServer } from './secure-server.ts'

/** Bytes of a call's body; files go through the upload route. */
export const bodyLimit = 128 * 1024

export interface Health {
  /** Resolves when database and migrations are as they must be, else rejects. */
  readonly isReady: () => Promise<void>
}

export async function makeHttp(config: Config, log: Logger, health: Health): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit,
    trustProxy: config.trustProxy.length > 0 ? [...config.trustProxy] : false,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: 65_000,
    // what is under way is still answered
    forceCloseConnections: 'idle',
    logger: false,
    ...(config.tls && secured(config.tls, config.publicUrl)),
  } as object) as unknown as FastifyInstance
  // text/plain needs no preflight, so a foreign form could send it
  app.removeContentTypeParser('text/plain')
  await app.register(cookie)
  registerHeaders(app)
  refuseInsecure(app)
  app.setErrorHandler(async (error: { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500) log.error({ err: error, url: request.routeOptions.url }, 'request failed')
    const code =
      status === 413 ? 'too_large' : status === 415 ? 'wrong_media' : status < 500 ? 'invalid_input' : 'internal'
    return reply.code(statusOf(code)).send({ code })
  })
  app.get('/healthz', (_request, reply) => reply.type('text/plain').send('alive'))
  app.get('/readyz', async (_request, reply) => {
    try {
      await health.isReady()
      return await reply.type('text/plain').send('ready')
    } catch (error) {
      log.warn({ err: error }, 'not ready')
      return reply.code(503).type('text/plain').send('not ready')
    }
  })
  registerCspReports(app, log)
  return app
}

/** Fastify judges by `https` whether requests came over TLS; the server itself is ours. */
function secured(https: Tls, publicUrl: string | null) {
  return { https, serverFactory: (handler: RequestListener) => createTlsServer(https, publicUrl, handler) }
}

/** Reports are only logged, at most some a minute; addresses in them are cut to their path. */
function registerCspReports(app: FastifyInstance, log: Logger): void {
  let left = 30
  setInterval(() => (left = 30), 60_000).unref()
  app.register(async (scope) => {
    scope.addContentTypeParser(
      ['application/csp-report', 'application/reports+json'],
      { parseAs: 'string', bodyLimit: 16 * 1024 },
      (_request, body, done) => done(null, body),
    )
    scope.post('/csp-reports', async (request, reply) => {
      if (left-- > 0) log.warn({ directive: directiveOf(String(request.body)) }, 'csp report')
      return reply.code(204).send()
    })
  })
}

function directiveOf(body: string): string {
  return (
    /"(?:violated-directive|effective-directive|effectiveDirective)"\s*:\s*"([a-z-]{1,40})/.exec(body)?.[1] ?? 'unknown'
  )
}
