/** Personal codes: how they look, and how they die. */
import { code } from '#contract/invites.ts'
import { displayName } from '#contract/kernel/names.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { findCode } from './store.ts'
import type { Code, CodeRow } from './tables.ts'

export function viewCode(row: CodeRow, now: number): Code {
  return {
    id: row.id,
    classId: row.class_id,
    personId: row.person_id,
    name: displayName(row, false),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    state: stateOf(row, now),
  }
}

function stateOf(row: CodeRow, now: number): Code['state'] {
  if (row.used_at !== null) return 'used'
  if (row.revoked_at !== null) return 'revoked'
  return row.expires_at <= now ? 'expired' : 'live'
}

export async function showCode(ctx: Ctx<never>, codeId: string): Promise<Code> {
  const row = await findCode(ctx.tx, codeId)
  if (!row) throw new Error(`There is no code ${codeId} in this school.`)
  const seen = viewCode(row, ctx.now)
  ctx.live.put(`class:${row.class_id}`, code, seen)
  return seen
}

/** Codes of a pupil who entered, or gets a new one, open nothing any more. */
export async function killCodesOf(ctx: Ctx<never>, personId: string): Promise<void> {
  const killed = await ctx.tx.many<{ id: string }>`update invites.code set revoked_at = ${new Date(ctx.now)}
    where person_id = ${personId} and used_at is null and revoked_at is null returning id`
  for (const { id } of killed) await showCode(ctx, id)
}
