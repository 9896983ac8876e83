/** Who may try the example from here, and the door that exists only in it. */
import { hasOperator } from '#server/features/accounts/index.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { isLocalHost } from '#server/kernel/http/guard.ts'
import { exampleSchoolId } from './example-school-id.ts'

/** In the example everybody may be anybody; elsewhere these calls do not exist. */
export async function enterExample(ctx: Ctx<never>): Promise<void> {
  if (ctx.house.mode() !== 'example') ctx.refuse('not_found')
  await ctx.enterSchool(exampleSchoolId)
}

/** `empty` until somebody has come in by the operator's link: every real set-up begins so. */
export async function installationMode(ctx: Ctx<never>): Promise<'empty' | 'real' | 'example'> {
  if (ctx.house.mode() === 'example') return 'example'
  return (await hasOperator(ctx.tx)) ? 'real' : 'empty'
}

/** Only who sits at the machine itself needs no link: a stranger who finds the port first gets nothing. */
export function mayTryFromHere({ request, config }: Pick<Ctx, 'request' | 'config'>): boolean {
  return request.socketLoopback && isLocalHost(request.host) && !request.forwarded && !config.isOpen
}
