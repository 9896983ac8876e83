import { redeem } from '#contract/invites.ts'
import type { ErrorOf, InputOf, OutputOf } from '#contract/kernel/define.ts'
import { bindAccount } from '#server/features/people/index.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { accountToEnterWith } from './asker.ts'
import { ask, demandNew, type Wish, wishByLink } from './ask.ts'
import { showCode } from './codes.ts'
import { showLink } from './links.ts'
import { demandFewFailures, refuseDead, spendInvitation } from './open-invitation.ts'
import type { CodeRow, LinkRow } from './tables.ts'

export type RedeemCtx = Ctx<ErrorOf<typeof redeem>>
type Entered = OutputOf<typeof redeem>

/** A shared link makes a join request and never gives a role; a listed pupil's own code lets in at once. */
export const redeemHandler = handle(redeem, async (ctx, input) => {
  ctx.demand('invite.redeem', {}, true)
  await demandFewFailures(ctx)
  const { link, code } = await spendInvitation(ctx, input.secret)
  if (link) return enterByLink(ctx, link, input)
  return code ? enterByCode(ctx, code) : refuseDead(ctx)
})

async function enterByLink(ctx: RedeemCtx, link: LinkRow, input: InputOf<typeof redeem>): Promise<Entered> {
  const wish = await wishByLink(ctx, link, input)
  const side = link.kind === 'pupil' ? 'pupil' : 'adult'
  const accountId = await accountToEnterWith(ctx, { side, alone: false, schoolId: link.school_id }, wish.names)
  await demandNew(ctx, accountId, wish)
  const requestId = await ask(ctx, accountId, wish)
  await showLink(ctx, link.id)
  ctx.ledger({ subject: `link:${link.id}`, detail: { requestId } })
  return { requestId, personId: null }
}

async function enterByCode(ctx: RedeemCtx, code: CodeRow): Promise<Entered> {
  const names = { surname: code.surname, name: code.name, patronymic: code.patronymic }
  const isListed = code.person_id !== null
  const accountId = await accountToEnterWith(ctx, { side: 'pupil', alone: isListed, schoolId: code.school_id }, names)
  await showCode(ctx, code.id)
  if (code.person_id !== null) {
    // a roll-back revives nothing: whoever entered as this pupil before has killed his codes
    if (!(await bindAccount(ctx, code.person_id, accountId))) return ctx.refuse('dead_invitation')
    ctx.ledger({ subject: `code:${code.id}`, detail: { personId: code.person_id } })
    return { requestId: null, personId: code.person_id }
  }
  const wish: Wish = {
    kind: 'pupil',
    classId: code.class_id,
    linkId: null,
    codeId: code.id,
    names,
    position: null,
    child: null,
  }
  await demandNew(ctx, accountId, wish)
  const requestId = await ask(ctx, accountId, wish)
  ctx.ledger({ subject: `code:${code.id}`, detail: { requestId } })
  return { requestId, personId: null }
}
