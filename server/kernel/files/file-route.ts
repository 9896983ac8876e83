/**
 * Serving a file: whoever may run the query that shows its object may have the file. Same origin, sandboxed, never
 * sniffed; PDFs as attachments (the page draws them itself), pictures inline because we drew them anew.
 */
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Call } from '#contract/kernel/define.ts'
import type { Config } from '#server/kernel/config/config.ts'
import type { Database } from '#server/kernel/db/pool.ts'
import type { Dispatch } from '#server/kernel/dispatch/dispatch.ts'
import { Refusal } from '#server/kernel/dispatch/refusal.ts'
import { refuse, sessionOf } from '#server/kernel/http/api-route.ts'
import { factsOf } from '#server/kernel/http/guard.ts'
import { mimeOf } from './check-content.ts'
import { contentDisposition } from './file-name.ts'
import { readStoredFile } from './file-store.ts'
import { findClaimed } from './upload-store.ts'

export interface FileRouteParts {
  readonly db: Database
  readonly config: Config
  readonly dispatch: Dispatch
}

export interface FileDoor {
  /** With `:id`, a UUID. */
  readonly path: string
  /** The query that must succeed for this actor, and the claim under which the file is kept. */
  readonly guard: (id: string) => { readonly call: Call; readonly input: unknown; readonly claim: string }
}

interface FileRequest {
  readonly Params: { readonly id: string }
  readonly Querystring: { readonly person?: string }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Registers the address; `?person=` names the acting person, because pictures are fetched without our headers. */
export function fileRoute(app: FastifyInstance, parts: FileRouteParts, door: FileDoor): void {
  app.get<FileRequest>(door.path, async (request, reply) => {
    const { id } = request.params
    const { person } = request.query
    const isForeign = !['same-origin', 'none', undefined].includes(request.headers['sec-fetch-site'])
    if (isForeign || !uuid.test(id) || (person !== undefined && !uuid.test(person)))
      return refuse(reply, { code: 'not_found' })
    const { call, input, claim } = door.guard(id)
    try {
      await parts.dispatch.run({
        name: call.name,
        input,
        personId: person ?? null,
        session: sessionOf(request),
        facts: factsOf(request),
      })
    } catch (error) {
      if (error instanceof Refusal) return refuse(reply, error.wire)
      throw error
    }
    return sendClaimed(reply, parts, claim)
  })
}

async function sendClaimed(reply: FastifyReply, parts: FileRouteParts, claim: string): Promise<FastifyReply> {
  const file = await findClaimed(parts.db.now, claim)
  if (!file) return refuse(reply, { code: 'not_found' })
  return reply
    .headers({
      'content-type': mimeOf[file.type],
      'content-length': file.bytes,
      'content-disposition': contentDisposition(file.type === 'pdf' ? 'attachment' : 'inline', file.name),
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    })
    .send(readStoredFile(parts.config.dataDir, file.id))
}
