import { correctApplication } from '#contract/schools.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { releaseUpload } from '#server/kernel/files/upload-store.ts'
import { enterByLink } from './access.ts'
import { receiveForm, receiveOrder } from './receive.ts'
import { lockApplication, replaceForm } from './store.ts'

/** Possible after a return only; a replaced order is removed. */
export const correctApplicationHandler = handle(correctApplication, async (ctx, { token, form, upload }) => {
  const { id, upload_id: oldUpload } = await enterByLink(ctx, token)
  const row = await lockApplication(ctx.tx, id)
  if (row?.state !== 'returned') return ctx.refuse('not_returned')
  const sent = receiveForm(ctx, id, form)
  if (upload !== null) await releaseUpload(ctx.tx, oldUpload)
  const order = upload === null ? null : await receiveOrder(ctx, id, upload)
  await replaceForm(ctx.tx, sent, order)
  ctx.ledger({ subject: `application:${id}` })
  return {}
})
