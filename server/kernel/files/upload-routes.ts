/**
 * Receiving files by tus at `/upload`: resumable, at most 20 MB, content checked when complete. A door with a rule of its
 * own (SAFETY.md §3 CSRF): our own origin, `Tus-Resumable`, `application/offset+octet-stream`; no CORS header ever.
 */
import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { Readable } from 'node:stream'
import { FileStore } from '@tus/file-store'
import { Metadata, Server } from '@tus/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '#server/kernel/config/config.ts'
import type { Database } from '#server/kernel/db/pool.ts'
import { refuse, sessionOf, setCookie } from '#server/kernel/http/api-route.ts'
import { isOwnOrigin, type OwnOrigins } from '#server/kernel/http/origin.ts'
import type { Limiter } from '#server/kernel/limits/limits.ts'
import type { Logger } from '#server/kernel/log/log.ts'
import { cleanFileName } from './file-name.ts'
import { uploadFolder } from './file-store.ts'
import { receiveUpload } from './receive.ts'
import { findUpload, insertUpload, unclaimedBytes, type UploadRow } from './upload-store.ts'

export interface UploadParts {
  readonly db: Database
  readonly config: Config
  readonly origins: OwnOrigins
  readonly limiter: Limiter
  readonly log: Logger
  readonly clock: () => number
}

const mostBytes = 20 * 1024 * 1024
/** What strangers may fill the disk with before anything of it is claimed. */
const mostUnclaimedBytes = 2 * 1024 ** 3
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Registers `POST /upload`, `HEAD` and `PATCH /upload/<id>`. The id is claimed by a call of a feature later. */
export async function uploadRoutes(app: FastifyInstance, parts: UploadParts): Promise<void> {
  const folder = uploadFolder(parts.config.dataDir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const tus = tusServer(folder, parts)
  await app.register(async (scope) => {
    // the body goes to tus as a stream
    scope.addContentTypeParser('application/offset+octet-stream', (_request, _body, done) => done(null))
    scope.post('/upload', (request, reply) => create(request, reply, { ...parts, tus }))
    scope.route<{ Params: { id: string } }>({
      method: ['HEAD', 'PATCH'],
      url: '/upload/:id',
      handler: (request, reply) => proceed(request, reply, { ...parts, tus }),
    })
  })
}

type Door = UploadParts & { readonly tus: Server }

async function create(request: FastifyRequest, reply: FastifyReply, door: Door): Promise<FastifyReply> {
  if (!mayUpload(request, door)) return refuse(reply, { code: 'forbidden' })
  const announced = String(request.headers['upload-length'])
  const length = /^\d{1,15}$/.test(announced) ? Number(announced) : 0
  if (length < 1) return refuse(reply, { code: 'invalid_input' })
  if (length > mostBytes) return refuse(reply, { code: 'too_large' })
  // by address: the cookie of a stranger is whatever he likes
  const wait = door.limiter.take('public-write', `upload ${request.ip}`, door.clock())
  if (wait > 0) return refuse(reply, { code: 'too_many', retryAfter: wait })
  const given = metadataOf(request)
  if (!given) return refuse(reply, { code: 'invalid_input' })
  if ((await unclaimedBytes(door.db.now)) + length > mostUnclaimedBytes)
    return refuse(reply, { code: 'unavailable', retryAfter: 600 })
  const session = sessionOf(request)
  const id = randomUUID()
  const sessionHash = session.hash ?? session.issue()
  await insertUpload(door.db.now, {
    id,
    sessionHash,
    name: cleanFileName(given.name),
    bytes: length,
    now: door.clock(),
  })
  setCookie(reply, session)
  return pass(request, reply, { tus: door.tus, id })
}

async function proceed(
  request: FastifyRequest<{ Params: { id: string } }>,
  reply: FastifyReply,
  door: Door,
): Promise<FastifyReply> {
  if (!mayUpload(request, door)) return refuse(reply, { code: 'forbidden' })
  const { id } = request.params
  const row = uuid.test(id) ? await findUpload(door.db.now, id) : undefined
  if (!row || !isOwn(row, request)) return refuse(reply, { code: 'not_found' })
  if (row.type !== null) return answerComplete(request, reply, row)
  return pass(request, reply, { tus: door.tus, id })
}

/** A page of ours. Browsers send no Origin with HEAD; a foreign page cannot send `Tus-Resumable` without asking first. */
function mayUpload(request: FastifyRequest, door: Door): boolean {
  if (request.headers['tus-resumable'] !== '1.0.0') return false
  const isReading = request.method === 'HEAD' && request.headers.origin === undefined
  if (!isReading) return isOwnOrigin(request.headers, door.origins)
  return ['same-origin', undefined].includes(request.headers['sec-fetch-site'])
}

function isOwn(row: UploadRow, request: FastifyRequest): boolean {
  const { hash } = sessionOf(request)
  return hash !== null && row.session_hash !== null && hash.equals(row.session_hash) && row.claimed_by === null
}

/** The last answer was lost on its way: the client asks how far it came and hears the end of it. */
async function answerComplete(request: FastifyRequest, reply: FastifyReply, row: UploadRow): Promise<FastifyReply> {
  if (row.type === 'refused') return refuse(reply, { code: 'wrong_media' })
  if (request.method !== 'HEAD') return refuse(reply, { code: 'forbidden' })
  return reply
    .code(200)
    .headers({ 'tus-resumable': '1.0.0', 'upload-offset': String(row.bytes), 'upload-length': String(row.bytes) })
    .send()
}

const idHeader = 'x-peremena-upload'

/** Hands the request over to tus and its answer back to Fastify, so that all headers of the house apply. */
async function pass(
  request: FastifyRequest,
  reply: FastifyReply,
  to: { tus: Server; id: string },
): Promise<FastifyReply> {
  const isBody = request.method === 'PATCH' || request.headers['content-type'] === 'application/offset+octet-stream'
  const headers = new Headers(
    Object.entries(request.headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as [string, string]] : [],
    ),
  )
  headers.set(idHeader, to.id)
  const url = `http://upload.invalid${request.method === 'POST' ? '/upload' : `/upload/${to.id}`}`
  const body = isBody ? { body: Readable.toWeb(request.raw) as ReadableStream, duplex: 'half' as const } : {}
  const answer = await to.tus.handleWeb(new Request(url, { method: request.method, headers, ...body }))
  for (const [name, value] of answer.headers) {
    if (!name.startsWith('access-control-')) void reply.header(name, value)
  }
  return reply.code(answer.status).send(answer.body === null ? undefined : Buffer.from(await answer.arrayBuffer()))
}

function tusServer(folder: string, parts: UploadParts): Server {
  const { db, log } = parts
  return new Server({
    path: '/upload',
    datastore: new FileStore({ directory: folder }),
    maxSize: mostBytes,
    relativeLocation: true,
    allowedOrigins: () => false,
    namingFunction: (request) => request.headers.get(idHeader) ?? '',
    // the name lives in the database only
    onUploadCreate: async (_request, upload) => ({ metadata: { filetype: upload.metadata?.['filetype'] ?? null } }),
    onUploadFinish: async (_request, upload) => {
      const declared = upload.metadata?.['filetype'] || null
      const isTaken = await receiveUpload({ db, dataDir: parts.config.dataDir }, upload.id, declared)
      if (!isTaken)
        throw Object.assign(new Error('refused'), { status_code: 415, body: JSON.stringify({ code: 'wrong_media' }) })
      return {}
    },
    onResponseError: (_request, error) => {
      if ('status_code' in error) return undefined
      log.error({ err: error }, 'upload failed')
      return { status_code: 500, body: JSON.stringify({ code: 'internal' }) }
    },
  })
}

function metadataOf(request: FastifyRequest): { name: string } | undefined {
  try {
    const given = Metadata.parse(String(request.headers['upload-metadata'] ?? ''))
    return { name: given['filename'] ?? '' }
  } catch {
    return undefined
  }
}
