/** The upload route as our page uses it (tus 1.0.0). */
import { cookieOf, type Answer, type Running } from './running.ts'
import type { Browser } from './world.ts'

export interface Sent {
  readonly name: string
  readonly type: string
  readonly bytes: Buffer
}

export function tusHeaders(running: Running, browser: Browser): Record<string, string> {
  return {
    'tus-resumable': '1.0.0',
    origin: running.url,
    ...(browser.cookie !== undefined && { cookie: cookieOf(browser) }),
  }
}

export function tusMetadata({ name, type }: Pick<Sent, 'name' | 'type'>): string {
  const encode = (text: string) => Buffer.from(text).toString('base64')
  return `filename ${encode(name)},filetype ${encode(type)}`
}

/** Announces an upload; its answer, and the id where it was taken. */
export async function beginUpload(
  running: Running,
  browser: Browser,
  sent: Sent,
): Promise<{ answer: Answer; id: string }> {
  const headers = {
    ...tusHeaders(running, browser),
    'upload-length': String(sent.bytes.length),
    'upload-metadata': tusMetadata(sent),
  }
  const answer = await running.ask('/upload', { method: 'POST', headers })
  const cookie = /__Host-peremena=([^;]+)/.exec(answer.headers['set-cookie']?.[0] ?? '')?.[1]
  if (cookie) browser.cookie = cookie
  return { answer, id: answer.headers.location?.split('/').at(-1) ?? '' }
}

/** Sends one piece. */
export function sendPiece(
  running: Running,
  browser: Browser,
  piece: { id: string; at: number; bytes: Buffer },
): Promise<Answer> {
  const headers = {
    ...tusHeaders(running, browser),
    'content-type': 'application/offset+octet-stream',
    'upload-offset': String(piece.at),
  }
  return running.ask(`/upload/${piece.id}`, { method: 'PATCH', headers, body: piece.bytes })
}

/** A whole upload in one piece: the status of its end, and its id. */
export async function upload(running: Running, browser: Browser, sent: Sent): Promise<{ status: number; id: string }> {
  const { answer, id } = await beginUpload(running, browser, sent)
  if (answer.status !== 201) return { status: answer.status, id }
  const { status } = await sendPiece(running, browser, { id, at: 0, bytes: sent.bytes })
  return { status, id }
}
