/** A gateway that speaks the HTTP interface of smsc.ru: POST form, JSON answer (`fmt=3`). */
import * as z from 'zod/mini'
import type { SmsGateway as SmsAccount } from '#server/kernel/config/config.ts'
import { SmsError, type SmsGateway } from './gateway.ts'

const answer = z.union([
  z.object({ error: z.string(), error_code: z.number() }),
  z.object({ id: z.union([z.number(), z.string()]), cnt: z.optional(z.number()) }),
])

/** The codes of the service's documentation; what another try cannot mend says so. */
const sentences: Readonly<Record<number, { readonly text: string; readonly isTransient: boolean }>> = {
  1: { text: 'СМС-шлюз не понял параметров запроса.', isTransient: false },
  2: { text: 'СМС-шлюз не принял логин или пароль.', isTransient: false },
  3: { text: 'На счёте СМС-шлюза нет денег.', isTransient: true },
  4: { text: 'СМС-шлюз временно закрыл адрес сервера из-за ошибок в запросах.', isTransient: true },
  5: { text: 'СМС-шлюз не понял даты.', isTransient: false },
  6: { text: 'СМС-шлюз запрещает этот текст или это имя отправителя.', isTransient: false },
  7: { text: 'СМС-шлюз не понял номера телефона.', isTransient: false },
  8: { text: 'СМС на этот номер доставить нельзя.', isTransient: false },
  9: { text: 'СМС-шлюз получил слишком много одинаковых запросов за минуту.', isTransient: true },
}

/** `account.url`: https://smsc.ru/sys/send.php, or a service with the same interface. */
export function smscGateway(account: SmsAccount, timeoutMs = 10_000): SmsGateway {
  return {
    async send(phone, text) {
      const given = await ask(account, { phone, text, timeoutMs })
      if (!('error_code' in given)) return
      const known = sentences[given.error_code]
      throw new SmsError(
        known?.text ?? `СМС-шлюз ответил ошибкой ${given.error_code}: ${given.error}.`,
        known?.isTransient ?? false,
      )
    },
  }
}

interface Sending {
  readonly phone: string
  readonly text: string
  readonly timeoutMs: number
}

async function ask(account: SmsAccount, { phone, text, timeoutMs }: Sending): Promise<z.infer<typeof answer>> {
  const form = new URLSearchParams({
    login: account.login,
    psw: account.password,
    phones: phone,
    mes: text,
    charset: 'utf-8',
    fmt: '3',
    ...(account.sender === null ? {} : { sender: account.sender }),
  })
  const signal = AbortSignal.timeout(timeoutMs)
  const response = await fetch(account.url, { method: 'POST', body: form, signal, redirect: 'error' }).catch(away)
  if (!response.ok) throw new SmsError(`СМС-шлюз ответил кодом ${response.status}.`, response.status >= 500)
  const given = answer.safeParse(await response.json().catch(() => undefined))
  if (!given.success) throw new SmsError('СМС-шлюз ответил не так, как описано в его документации.', false)
  return given.data
}

/** The error of `fetch` may name the address with its query, so it is not passed on. */
function away(error: unknown): never {
  const isSlow = error instanceof Error && error.name === 'TimeoutError'
  throw new SmsError(isSlow ? 'СМС-шлюз не ответил вовремя.' : 'СМС-шлюз недоступен.', true)
}
