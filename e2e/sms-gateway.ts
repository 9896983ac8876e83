/** Stands for an SMS service with the HTTP interface of smsc.ru: takes messages and shows them to the scenario. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How long a message may take, from the job to the wire. */
const limitMs = 20_000

export interface SmsGateway {
  /** Environment of a server that sends through it. */
  readonly environment: Record<string, string>
  /** Waits for the next message to that phone that was not read yet. */
  next(phone: string): Promise<string>
  /** Phones that a message went to, as digits, in order. */
  readonly phones: readonly string[]
  stop(): Promise<void>
}

export async function startSmsGateway(): Promise<SmsGateway> {
  const phones: string[] = []
  const unread: { phone: string; text: string }[] = []
  const waiting: { phone: string; resolve: (text: string) => void }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const form = new URLSearchParams(body)
      const message = { phone: digitsOf(form.get('phones') ?? ''), text: form.get('mes') ?? '' }
      phones.push(message.phone)
      const at = waiting.findIndex(({ phone }) => phone === message.phone)
      if (at >= 0) waiting.splice(at, 1)[0]?.resolve(message.text)
      else unread.push(message)
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ id: 1, cnt: 1 }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    environment: { SMS_URL: `http://127.0.0.1:${port}/sys/send.php`, SMS_LOGIN: 'school', SMS_PASSWORD: 'secret' },
    phones,
    next: (typed) => {
      const phone = digitsOf(typed)
      const at = unread.findIndex((message) => message.phone === phone)
      const [known] = at >= 0 ? unread.splice(at, 1) : []
      if (known) return Promise.resolve(known.text)
      return new Promise((resolve, reject) => {
        const limit = AbortSignal.timeout(limitMs)
        limit.addEventListener('abort', () => reject(new Error(`No message to ${typed} within ${limitMs} ms.`)))
        waiting.push({ phone, resolve })
      })
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** The six digits of a message. */
export function codeOf(text: string): string {
  const code = /\b(\d{6})\b/.exec(text)?.[1]
  if (code === undefined) throw new Error(`No code in «${text}»`)
  return code
}

export function digitsOf(phone: string): string {
  return phone.replace(/\D/g, '')
}
