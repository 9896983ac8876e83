import { giveLoginCode, type Role } from '#contract/people.ts'
import { makeLoginCode } from '#server/features/accounts/index.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { enterPerson } from './access.ts'

/** Only the operator lets an administrator of the school in again (login.reset.admin). */
const operatorsMatter: ReadonlySet<Role> = new Set<Role>(['admin'])

export const giveLoginCodeHandler = handle(giveLoginCode, async (ctx, { personId }) => {
  const who = await enterPerson(ctx, personId, 'login.reset')
  if (who.roles.some((role) => operatorsMatter.has(role))) return ctx.refuse('forbidden')
  if (who.account_id === null) return ctx.refuse('no_account')
  const made = await makeLoginCode(ctx, who.account_id)
  ctx.ledger({ subject: `person:${personId}` })
  return { code: made.code, validHours: made.validHours }
})
