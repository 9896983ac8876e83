import { apply } from '#contract/schools.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { randomToken, tokenHash } from '#server/kernel/secrets/codes.ts'
import { openContext } from './access.ts'
import { receiveForm, receiveOrder } from './receive.ts'
import { insertApplication } from './store.ts'

/** Answers the private link's token; only its hash stays here. */
export const applyHandler = handle(apply, async (ctx, { form, upload }) => {
  const id = ctx.newId()
  const token = randomToken()
  await openContext(ctx, id)
  const sent = receiveForm(ctx, id, form)
  const order = await receiveOrder(ctx, id, upload)
  await insertApplication(ctx.tx, sent, { linkHash: tokenHash(token), order })
  ctx.later('schools.tellReceived', {
    applicationId: id,
    token: ctx.secrets.seal('private-link', token).toString('base64'),
  })
  ctx.ledger({ subject: `application:${id}` })
  return { applicationId: id, token }
})
