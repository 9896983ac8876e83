/** Sends the order by the upload route: in pieces, again after a lost connection. The id is claimed by `schools.apply`. */
import { ApiError } from '#web/kernel/api/api-error.ts'

const mostBytes = 20 * 1024 * 1024

export interface Sending {
  /** The upload's id. Rejects with ApiError. */
  readonly done: Promise<string>
  readonly stop: () => void
}

export function sendOrder(file: File, onProgress: (part: number) => void): Sending {
  if (file.size > mostBytes) return { done: Promise.reject(new ApiError('order_too_large')), stop: () => undefined }
  let stop = (): void => undefined
  const done = import('tus-js-client').then(
    ({ Upload }) =>
      new Promise<string>((resolve, reject) => {
        const upload = new Upload(file, {
          endpoint: '/upload',
          metadata: { filename: file.name, filetype: file.type },
          retryDelays: [0, 1000, 3000, 5000],
          storeFingerprintForResuming: false,
          onProgress: (sent, total) => onProgress(total === 0 ? 0 : sent / total),
          onError: (error) => reject(refusalOf('originalResponse' in error ? error.originalResponse : null)),
          onSuccess: () => resolve(idOf(upload.url ?? '')),
        })
        stop = () => void upload.abort()
        upload.start()
      }),
  )
  return { done, stop: () => stop() }
}

interface Answer {
  getStatus(): number
  getHeader(name: string): string | undefined
}

export function refusalOf(response: Answer | null | undefined): ApiError {
  const status = response?.getStatus() ?? 0
  if (status === 413) return new ApiError('order_too_large')
  if (status === 415) return new ApiError('order_not_document')
  if (status === 429) return new ApiError('too_many', { retryAfter: Number(response?.getHeader('retry-after') ?? 60) })
  return new ApiError(status === 0 ? 'offline' : 'unavailable')
}

export function idOf(address: string): string {
  return address.slice(address.lastIndexOf('/') + 1)
}
