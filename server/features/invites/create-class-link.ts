import { createParentLink, createPupilLink } from '#contract/invites.ts'
import { enterClassToChange } from '#server/features/classes/index.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { makeLink } from './links.ts'

export const createPupilLinkHandler = handle(createPupilLink, async (ctx, { classId, days, maxUses }) => {
  const where = await enterClassToChange(ctx, classId, 'invite.pupil')
  if (where.archived_at !== null) return ctx.refuse('class_archived')
  return makeLink(ctx, { kind: 'pupil', classId }, { days, maxUses })
})

export const createParentLinkHandler = handle(createParentLink, async (ctx, { classId, days, maxUses }) => {
  const where = await enterClassToChange(ctx, classId, 'invite.parent')
  if (where.archived_at !== null) return ctx.refuse('class_archived')
  return makeLink(ctx, { kind: 'parent', classId }, { days, maxUses })
})
