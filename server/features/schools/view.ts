import type { application } from '#contract/schools.ts'
import type { ValueOf } from '#contract/kernel/define.ts'
import type { Secrets } from '#server/kernel/secrets/secrets.ts'
import type { ApplicationRow } from './tables.ts'

/** With the administrator's mobile, so only for operator, applicant and the school itself. */
export function viewOf(row: ApplicationRow, secrets: Secrets): ValueOf<typeof application> {
  return {
    id: row.id,
    state: row.state,
    form: { ...row.form, admin: { ...row.form.admin, mobile: secrets.open('phone', row.mobile_sealed) } },
    order: { name: row.order_name, type: row.order_type, bytes: row.order_bytes },
    createdAt: row.created_at,
    changedAt: row.changed_at,
    reason: row.reason,
    schoolId: row.school_id,
  }
}
