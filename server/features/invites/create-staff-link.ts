import { createStaffLink } from '#contract/invites.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { makeLink } from './links.ts'

export const createStaffLinkHandler = handle(createStaffLink, async (ctx, { kind, days, maxUses }) => {
  ctx.demand('invite.staff', { school: true }, true)
  return makeLink(ctx, { kind, classId: null }, { days, maxUses })
})
