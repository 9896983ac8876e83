/**
 * Codes by SMS (SAFETY.md §3 «OTP brute force»): six digits, ten minutes, three tries a code, three codes a day and
 * number, bound to the browser that asked, used once. The counters are rows, so the limits hold under any parallelism.
 */
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { countUp, secondsUntil } from '#server/kernel/limits/counters.ts'
import { randomDigits } from '#server/kernel/secrets/codes.ts'
import type { Secrets } from '#server/kernel/secrets/secrets.ts'
import { parsePhone } from './phones.ts'
import { browserHash } from './sign-in.ts'

const validMinutes = 10
const triesOfCode = 3
const codesOfDay = 3
const againAfterSeconds = 60

type SendCtx = Pick<Ctx<'bad_phone'>, 'tx' | 'now' | 'newId' | 'secrets' | 'refuse' | 'later' | 'session'>

/**
 * Makes a code for whatever number this is: the work, the answer and its bytes are the same for a known and an unknown
 * one, and only the job that sends looks for an account. `mayCreate`: a live invitation stands behind the wish.
 */
export async function sendCode(ctx: SendCtx, wish: { phone: string; mayCreate: boolean }) {
  const phone = parsePhone(wish.phone)
  if (!phone) return ctx.refuse('bad_phone', { fields: { phone: 'bad_phone' } })
  const secrets = ctx.secrets
  const phoneHash = secrets.hash('phone', phone)
  const sent = await countUp(ctx.tx, `accounts codes ${phoneHash.toString('base64url')}`, {
    now: ctx.now,
    seconds: 24 * 3600,
  })
  if (sent.count > codesOfDay) return ctx.refuse('too_many', { retryAfter: secondsUntil(sent.resetsAt, ctx.now) })
  const id = ctx.newId()
  const code = randomDigits()
  await ctx.tx.run`insert into accounts.phone_code
      (id, session_hash, phone_hash, phone_sealed, code_hash, code_sealed, may_create, created_at, expires_at)
    values (${id}, ${browserHash(ctx)}, ${phoneHash}, ${secrets.seal('phone', phone)}, ${hashOf(secrets, id, code)},
            ${secrets.seal('phone-code', code)}, ${wish.mayCreate}, ${new Date(ctx.now)},
            ${new Date(ctx.now + validMinutes * 60_000)})`
  ctx.later('accounts.sendCode', { id })
  return { againAfterSeconds, validMinutes }
}

interface TriedCode {
  readonly id: string
  readonly phoneHash: Buffer
  readonly phoneSealed: Buffer
  readonly mayCreate: boolean
  readonly isRight: boolean
}

/** Spends one try of the code asked for last in this browser, right or wrong; undefined where none is left. */
export async function tryCode(
  ctx: Pick<Ctx, 'tx' | 'now' | 'secrets' | 'session'>,
  code: string,
): Promise<TriedCode | undefined> {
  if (!ctx.session.hash) return undefined
  const row = await ctx.tx.maybe<{
    id: string
    phone_hash: Buffer
    phone_sealed: Buffer
    may_create: boolean
    code_hash: Buffer
  }>`
    update accounts.phone_code set tries = tries + 1
    where id = (select id from accounts.phone_code where session_hash = ${ctx.session.hash} order by created_at desc, id desc limit 1)
      and used_at is null and tries < ${triesOfCode} and expires_at > ${new Date(ctx.now)}
    returning id, phone_hash, phone_sealed, may_create, code_hash`
  if (!row) return undefined
  const isRight = hashOf(ctx.secrets, row.id, code).equals(row.code_hash)
  return { id: row.id, phoneHash: row.phone_hash, phoneSealed: row.phone_sealed, mayCreate: row.may_create, isRight }
}

export async function spendCode(ctx: Pick<Ctx, 'tx' | 'now'>, id: string): Promise<void> {
  await ctx.tx.run`update accounts.phone_code set used_at = ${new Date(ctx.now)} where id = ${id}`
}

/** With the row's id, so that equal codes of two rows do not look alike. */
function hashOf(secrets: Secrets, id: string, code: string): Buffer {
  return secrets.hash('phone-code', `${id} ${code}`)
}
