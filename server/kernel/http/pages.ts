/** The web client: hashed assets for ever, and the one page with a fresh nonce for every other address. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { contentSecurityPolicy } from './headers.ts'

export async function registerPages(app: FastifyInstance, folder: string): Promise<void> {
  const index = readFileSync(join(folder, 'index.html'), 'utf8')
  await app.register(staticFiles, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
    index: false,
    cacheControl: true,
  })
  for (const name of ['favicon.svg', 'icon-192.png', 'icon-512.png', 'manifest.webmanifest', 'robots.txt']) {
    if (!existsSync(join(folder, name))) continue
    app.get(`/${name}`, (_request, reply) => reply.sendFile(name, folder, { maxAge: '1d', immutable: false }))
  }
  app.setNotFoundHandler(async (request, reply) => {
    const isPage = request.method === 'GET' || request.method === 'HEAD'
    const path = request.url.split('?')[0] ?? '/'
    if (!isPage || /^\/(api|live|files|upload|assets)(\/|$)/.test(path)) {
      return reply.code(404).send({ code: 'not_found' })
    }
    const nonce = randomBytes(16).toString('base64')
    return reply
      .header('content-security-policy', contentSecurityPolicy(nonce, request.headers.host ?? ''))
      .type('text/html; charset=utf-8')
      .send(index.replaceAll('__CSP_NONCE__', nonce))
  })
}
