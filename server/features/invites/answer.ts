/** What accepting and declining have in common: the lock, the answer, and who sees it. */
import { noteRequests } from '#server/features/classes/index.ts'
import { actingPerson, type Ctx } from '#server/kernel/dispatch/ctx.ts'
import { enterRequest } from './access.ts'
import { showRequest } from './requests-view.ts'
import type { RequestRow } from './tables.ts'

/** All requests of the asker are locked: two answers at once cannot make two persons of one account. */
export async function enterRequestToAnswer(ctx: Ctx<'already_answered'>, requestId: string): Promise<RequestRow> {
  const { account_id } = await enterRequest(ctx, requestId)
  const rows = await ctx.tx.many<RequestRow>`select * from invites.request
    where account_id = ${account_id} and school_id = kernel.school() order by id for update`
  const row = rows.find((one) => one.id === requestId)
  if (!row || row.state !== 'waiting') return ctx.refuse('already_answered')
  return row
}

export interface Verdict {
  readonly state: 'accepted' | 'declined'
  readonly reason: string | null
  readonly personId: string | null
}

export async function answer(ctx: Ctx<never>, request: RequestRow, verdict: Verdict): Promise<void> {
  await ctx.tx.run`update invites.request
    set state = ${verdict.state}, reason = ${verdict.reason}, person_id = ${verdict.personId},
        decided_by = ${actingPerson(ctx).id}, decided_at = ${new Date(ctx.now)}
    where id = ${request.id}`
  if (request.class_id !== null) await noteRequests(ctx, request.class_id, -1)
  await showRequest(ctx, request.id)
  ctx.ledger({ subject: `request:${request.id}`, detail: { kind: request.kind, ...verdict } })
}
