/** Who is calling: session → account → acting person, and the row-level-security context, in one statement. */
import { columnsOf, needsFactor, type RoleName, standingsIn } from '#contract/kernel/policy.ts'
import type { Tx } from '#server/kernel/db/tx.ts'
import type { ActingPerson, Actor } from './ctx.ts'

interface EnterRow {
  session_id: string | null
  account_id: string | null
  is_operator: boolean | null
  factor_passed: boolean | null
  seen_at: number | null
  person_id: string | null
  school_id: string | null
  roles: RoleName[] | null
  is_curator: boolean | null
}

export interface Identity {
  readonly actor: Actor
  /** When the session was last noted as seen, ms. */
  readonly seenAt: number | null
}

/** Also sets the context: without a session or person every tenant table shows no row. */
export async function identify(tx: Tx, sessionHash: Buffer | null, personId: string | null): Promise<Identity> {
  const row = await tx.one<EnterRow>`select * from people.enter(${sessionHash}::bytea, ${personId}::uuid)`
  return {
    seenAt: row.seen_at,
    actor: {
      sessionId: row.session_id,
      accountId: row.account_id,
      isOperator: row.is_operator ?? false,
      factorPassed: row.factor_passed ?? false,
      person: personOf(row),
    },
  }
}

function personOf(row: EnterRow): ActingPerson | null {
  if (!row.person_id || !row.school_id) return null
  const roles = row.roles ?? []
  const columns = columnsOf(roles, row.is_curator ?? false, false)
  return { id: row.person_id, schoolId: row.school_id, roles, columns, standing: standingsIn(columns)[0] ?? 'parent' }
}

/** Operator, administrators and administration act only after the second factor (SAFETY.md §3). */
export function isFactorObligatory(actor: Actor): boolean {
  return actor.person ? needsFactor(actor.person.columns) : actor.isOperator
}
