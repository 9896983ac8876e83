/** Sends a code, or drops it: only here is looked whether the number has an account, so the answer cannot tell. */
import type { JobCtx } from '#server/kernel/dispatch/feature.ts'
import { job } from '#server/kernel/dispatch/feature.ts'
import { SmsError } from '#server/kernel/sms/gateway.ts'

interface CodeRow {
  readonly id: string
  readonly phone_sealed: Buffer
  readonly code_sealed: Buffer
  readonly may_create: boolean
  readonly has_account: boolean
  readonly outbox_label: string | null
}

export const sendCodeJob = job('accounts.sendCode', async (ctx, { id }: { id: string }) => {
  const row = await ctx.db.now.maybe<CodeRow>`select c.id, c.phone_sealed, c.code_sealed, c.may_create,
      exists (select 1 from accounts.phone p where p.hash = c.phone_hash) as has_account,
      (select string_agg(a.outbox_label, '; ' order by a.id) from accounts.phone p join accounts.account a on a.id = p.account_id
       where p.hash = c.phone_hash) as outbox_label
    from accounts.phone_code c where c.id = ${id} and c.used_at is null and c.expires_at > ${new Date(ctx.now)}`
  if (!row || !(row.has_account || row.may_create)) return
  if (ctx.sms) await send(ctx, row)
  else if (row.outbox_label) {
    await ctx.db.now.run`update accounts.phone_code set outbox_for = ${row.outbox_label} where id = ${id}`
  }
})

/** An error that another try cannot mend ends the job: the code is dead in ten minutes anyway. */
async function send(ctx: JobCtx, row: CodeRow): Promise<void> {
  const code = ctx.secrets.open('phone-code', row.code_sealed)
  try {
    await ctx.sms?.send(
      ctx.secrets.open('phone', row.phone_sealed),
      `${code} – код входа в «Перемену». Никому его не говорите.`,
    )
  } catch (error) {
    if (!(error instanceof SmsError) || error.isTransient) throw error
    ctx.log.warn({ err: error }, 'code was not sent')
  }
}
