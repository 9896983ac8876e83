import { makeCode } from '#contract/invites.ts'
import type { ErrorOf } from '#contract/kernel/define.ts'
import type { FullName } from '#contract/kernel/scalars.ts'
import { enterClassToChange, listedIn } from '#server/features/classes/index.ts'
import { findPerson } from '#server/features/people/index.ts'
import { actingPerson, type Ctx } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { randomCode, shownCode } from '#server/kernel/secrets/codes.ts'
import { killCodesOf, showCode } from './codes.ts'
import { secretHash } from './secrets.ts'

const validDays = 14

/** The class is locked meanwhile, so that of two codes made at once for a pupil only the later one lives. */
export const makeCodeHandler = handle(makeCode, async (ctx, { classId, whom }) => {
  const where = await enterClassToChange(ctx, classId, 'invite.code')
  if (where.archived_at !== null) return ctx.refuse('class_archived')
  const personId = 'personId' in whom ? whom.personId : null
  const names = 'personId' in whom ? await namesOfListed(ctx, classId, whom.personId) : whom
  if (personId !== null) await killCodesOf(ctx, personId)
  const id = ctx.newId()
  const secret = randomCode()
  await ctx.tx.run`
    insert into invites.code (id, school_id, class_id, person_id, surname, name, patronymic, code_hash, created_by, created_at, expires_at)
    values (${id}, kernel.school(), ${classId}, ${personId}, ${names.surname}, ${names.name}, ${names.patronymic},
            ${secretHash(ctx, secret)}, ${actingPerson(ctx).id}, ${new Date(ctx.now)}, ${new Date(ctx.now + validDays * 86_400_000)})`
  ctx.ledger({ subject: `code:${id}`, detail: { classId, personId } })
  return { code: await showCode(ctx, id), secret: shownCode(secret) }
})

async function namesOfListed(ctx: Ctx<ErrorOf<typeof makeCode>>, classId: string, personId: string): Promise<FullName> {
  const listed = await listedIn(ctx.tx, classId)
  const who = listed.includes(personId) ? await findPerson(ctx.tx, personId) : undefined
  if (!who) return ctx.refuse('not_found')
  if (who.account_id !== null) return ctx.refuse('already_entered')
  return { surname: who.surname, name: who.name, patronymic: who.patronymic }
}
