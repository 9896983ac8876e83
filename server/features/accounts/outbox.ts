/** Where no SMS gateway is set, the operator reads codes of school administrators to them by telephone (FEATURES row 2). */
import { showOutboxCode, smsOutbox } from '#contract/accounts.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { phoneTail } from './phones.ts'

interface WaitingRow {
  readonly id: string
  readonly phone_sealed: Buffer
  readonly outbox_for: string
  readonly created_at: number
  readonly expires_at: number
}

export const smsOutboxHandler = handle(smsOutbox, async (ctx) => {
  ctx.demand('sms.outbox', {}, true)
  const rows = await ctx.tx.many<WaitingRow>`select id, phone_sealed, outbox_for, created_at, expires_at
    from accounts.phone_code where outbox_for is not null and used_at is null and tries < 3 and expires_at > ${new Date(ctx.now)}
    order by created_at desc, id desc`
  const waiting = rows.map((row) => ({
    id: row.id,
    phoneTail: phoneTail(ctx.secrets.open('phone', row.phone_sealed)),
    whose: row.outbox_for,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }))
  return { gateway: ctx.config.sms !== null, waiting }
})

/** Each showing is a line in the ledger: a code that the operator saw could have been used by him. */
export const showOutboxCodeHandler = handle(showOutboxCode, async (ctx, { id }) => {
  ctx.demand('sms.outbox', {}, true)
  const row = await ctx.tx.maybe<{ code_sealed: Buffer; outbox_for: string; is_live: boolean }>`
    select code_sealed, outbox_for, used_at is null and tries < 3 and expires_at > ${new Date(ctx.now)} as is_live
    from accounts.phone_code where id = ${id} and outbox_for is not null`
  if (!row) return ctx.refuse('not_found')
  if (!row.is_live) return ctx.refuse('code_spent')
  ctx.ledger({ subject: `phone-code:${id}`, detail: { whose: row.outbox_for } })
  return { code: ctx.secrets.open('phone-code', row.code_sealed) }
})
