/** `POST /api/<call>`: the envelope of a call over HTTP; the same dispatch serves the socket. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { statusOf, type WireError } from '#contract/kernel/errors.ts'
import type { Dispatch } from '#server/kernel/dispatch/dispatch.ts'
import { Refusal } from '#server/kernel/dispatch/refusal.ts'
import type { Logger } from '#server/kernel/log/log.ts'
import { newId } from '#server/kernel/ids.ts'
import {
  hashOfCookie,
  sessionCookie,
  type SessionTransport,
  sessionTransport,
} from '#server/kernel/sessions/session-door.ts'
import type { Tickets } from '#server/kernel/sockets/tickets.ts'
import { factsOf, isFromOwnPage } from './guard.ts'
import { isTooDeep } from './json-depth.ts'
import type { OwnOrigins } from './origin.ts'

export interface ApiParts {
  readonly dispatch: Dispatch
  readonly tickets: Tickets
  readonly origins: OwnOrigins
  readonly log: Logger
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function registerApi(app: FastifyInstance, parts: ApiParts): void {
  app.post<{ Params: { call: string } }>('/api/:call', async (request, reply) => {
    if (!isFromOwnPage(request, parts.origins)) return refuse(reply, { code: 'forbidden' })
    if (isTooDeep(request.body)) return refuse(reply, { code: 'invalid_input' })
    const person = request.headers['x-person']
    if (person !== undefined && !uuid.test(String(person))) return refuse(reply, { code: 'invalid_input' })
    const session = sessionOf(request)
    try {
      const answer = await parts.dispatch.run({
        name: request.params.call,
        input: request.body,
        personId: typeof person === 'string' ? person : null,
        session,
        facts: factsOf(request),
      })
      setCookie(reply, session)
      return await reply.send(answer)
    } catch (error) {
      return failed(error, { request, reply, session, log: parts.log })
    }
  })

  app.post('/live/ticket', async (request, reply) => {
    const hash = hashOfCookie(request.cookies[sessionCookie])
    if (!isFromOwnPage(request, parts.origins)) return refuse(reply, { code: 'forbidden' })
    if (!hash) return refuse(reply, { code: 'unauthorized' })
    return reply.send({ ticket: parts.tickets.issue(hash) })
  })
}

export function sessionOf(request: FastifyRequest): SessionTransport {
  return sessionTransport(request.cookies[sessionCookie], request.headers['user-agent'] ?? '', request.ip)
}

/** A cookie stays for 400 days in the browser; how long it is valid is the session row's matter. */
export function setCookie(reply: FastifyReply, session: SessionTransport): void {
  if (session.outgoing === undefined) return
  const terms = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const
  if (session.outgoing === null) void reply.clearCookie(sessionCookie, terms)
  else void reply.setCookie(sessionCookie, session.outgoing, { ...terms, maxAge: 400 * 86_400 })
}

interface Failed {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly session: SessionTransport
  readonly log: Logger
}

async function failed(error: unknown, at: Failed): Promise<FastifyReply> {
  if (error instanceof Refusal) {
    setCookie(at.reply, at.session)
    return refuse(at.reply, error.wire)
  }
  const requestId = newId()
  at.log.error({ err: error, requestId, url: at.request.routeOptions.url }, 'call failed')
  return refuse(at.reply, { code: 'internal', requestId })
}

/** The body of a `not_found` is the same for what does not exist and what one may not know of. */
export async function refuse(reply: FastifyReply, error: WireError): Promise<FastifyReply> {
  if (error.retryAfter !== undefined) reply.header('retry-after', error.retryAfter)
  return reply.code(statusOf(error.code)).send(error)
}
