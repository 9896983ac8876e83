import { approve } from '#contract/schools.ts'
import { displayName } from '#contract/kernel/names.ts'
import {
  createAccount,
  guardedSessionSeconds,
  setOutboxLabel,
  setSessionLife,
} from '#server/features/accounts/index.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterReview } from './access.ts'
import { schoolYear } from './school-year.ts'
import type { ApplicationRow } from './tables.ts'

/** One transaction makes the school, its administrator's account, and by the fact his person, «Учительская» and channels. */
export const approveHandler = handle(approve, async (ctx, { applicationId }) => {
  const row = await enterReview(ctx, applicationId)
  const schoolId = await insertSchool(ctx, row)
  if (!schoolId) return ctx.refuse('inn_taken')
  const accountId = await makeAdministrator(ctx, row)
  await ctx.tx.run`update schools.application set state = 'approved', reason = null, school_id = ${schoolId},
    admin_account_id = ${accountId}, changed_at = ${new Date(ctx.now)} where id = ${row.id}`
  await ctx.enterSchool(schoolId)
  const { surname, name, patronymic, position } = row.form.admin
  const { shortName } = row.form
  await ctx.tell({
    type: 'schoolApproved',
    schoolId,
    shortName,
    admin: { accountId, surname, name, patronymic, position },
  })
  ctx.later('schools.tellAnswer', { applicationId: row.id, state: 'approved' })
  ctx.later('schools.tellAdministrator', { applicationId: row.id })
  ctx.ledger({ subject: `application:${row.id}`, detail: { schoolId } })
  return { schoolId }
})

/** Undefined where the ИНН belongs to a school already, even one that is being approved at this moment. */
async function insertSchool(ctx: Ctx<never>, { form }: ApplicationRow): Promise<string | undefined> {
  const id = ctx.newId()
  const inserted = await ctx.tx
    .run`insert into schools.school (id, name, short_name, inn, address, email, phone, time_zone, year)
    values (${id}, ${form.name}, ${form.shortName}, ${form.inn}, ${form.address}, ${form.schoolEmail}, ${form.schoolPhone},
            ${form.timeZone}, ${schoolYear(ctx.now, form.timeZone)})
    on conflict (inn) do nothing`
  return inserted === 1 ? id : undefined
}

/** Always an account of its own: that somebody else uses the same phone at another school gives no right here. */
async function makeAdministrator(ctx: Ctx<never>, row: ApplicationRow): Promise<string> {
  const label = `${displayName(row.form.admin, true)}, ${row.form.shortName}`
  const accountId = await createAccount(ctx, { phone: ctx.secrets.open('phone', row.mobile_sealed), label })
  await setOutboxLabel(ctx.tx, accountId, label)
  await setSessionLife(ctx.tx, accountId, guardedSessionSeconds)
  return accountId
}
