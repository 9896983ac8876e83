/** What an application and its correction have in common: phones parsed, the order claimed. */
import type { ApplicationForm } from '#contract/schools.ts'
import { parsePhone } from '#server/features/accounts/index.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { claimUpload } from '#server/kernel/files/upload-store.ts'
import type { Order, SentApplication } from './store.ts'

type ReceiveCtx = Ctx<'bad_phone' | 'order_missing' | 'order_not_document' | 'order_too_large'>

const mostOrderBytes = 20 * 1024 * 1024

/** Phones become E.164; the administrator's mobile is sealed apart from the form. */
export function receiveForm(ctx: ReceiveCtx, id: string, form: ApplicationForm): SentApplication {
  const { mobile, ...admin } = form.admin
  const phones = { 'form.schoolPhone': parsePhone(form.schoolPhone), 'form.admin.mobile': parsePhone(mobile) }
  const fields = Object.fromEntries(
    Object.entries(phones)
      .filter(([, phone]) => !phone)
      .map(([field]) => [field, 'bad_phone']),
  )
  const schoolPhone = phones['form.schoolPhone']
  const adminMobile = phones['form.admin.mobile']
  if (!schoolPhone || !adminMobile) return ctx.refuse('bad_phone', { fields })
  const sealed = ctx.secrets.seal('phone', adminMobile)
  return {
    id,
    form: { ...form, schoolPhone, admin },
    mobile: { hash: ctx.secrets.hash('phone', adminMobile), sealed },
    now: ctx.now,
  }
}

/** Only what this browser uploaded, checked by content, and only once. */
export async function receiveOrder(ctx: ReceiveCtx, applicationId: string, uploadId: string): Promise<Order> {
  const sessionHash = ctx.session.hash
  const found = await claimUpload(ctx.tx, {
    id: uploadId,
    sessionHash,
    claim: orderClaim(applicationId),
    mostBytes: mostOrderBytes,
  })
  const codes = { missing: 'order_missing', refused: 'order_not_document', large: 'order_too_large' } as const
  if ('problem' in found) return ctx.refuse(codes[found.problem], { fields: { upload: codes[found.problem] } })
  return { uploadId, name: found.name, type: found.type, bytes: found.bytes }
}

/** What stands in the row of the upload. */
export function orderClaim(applicationId: string): string {
  return `schools.order:${applicationId}`
}
