/** One-time links of the operator: printed in the terminal at the first start and by `npm run operator`. */
import type { Database } from '#server/kernel/db/pool.ts'
import type { Tx } from '#server/kernel/db/tx.ts'
import { randomToken, tokenHash } from '#server/kernel/secrets/codes.ts'
import { endSessionsOf } from './session-store.ts'

/** A new link; an earlier one that was not used stops working. `minutes: null` – until it is used. */
export async function makeOperatorLink(tx: Tx, minutes: number | null): Promise<string> {
  const token = randomToken()
  await tx.run`delete from accounts.operator_link where used_at is null`
  await tx.run`insert into accounts.operator_link (hash, expires_at)
    values (${tokenHash(token)}, coalesce(now() + make_interval(mins => ${minutes}::integer), 'infinity'))`
  return token
}

/** At the start: the set-up link while there is no operator, otherwise null. `address`: the origin that people open. */
export async function ensureSetupLink(db: Database, address: string): Promise<string | null> {
  return db.transaction('write', async (tx) => {
    return (await findOperator(tx)) ? null : operatorAddress(address, await makeOperatorLink(tx, null))
  })
}

/** The token stands in the fragment: no server, log or preview sees it. */
export function operatorAddress(address: string, token: string): string {
  return `${address}/operator#${token}`
}

/** Whether the token would let the operator in; spends nothing. */
export async function isOperatorLink(tx: Tx, token: string): Promise<boolean> {
  const row = await tx.maybe`select 1 from accounts.operator_link
    where hash = ${tokenHash(token)} and used_at is null and expires_at > now()`
  return row !== undefined
}

/** Spends the link; of many at once exactly one succeeds. */
export async function spendOperatorLink(tx: Tx, token: string): Promise<boolean> {
  const spent = await tx.run`update accounts.operator_link set used_at = now()
    where hash = ${tokenHash(token)} and used_at is null and expires_at > now()`
  return spent === 1
}

/** Whether the installation was set up for real. */
export async function hasOperator(tx: Tx): Promise<boolean> {
  return (await findOperator(tx)) !== undefined
}

export async function findOperator(tx: Tx): Promise<string | undefined> {
  return (await tx.maybe<{ id: string }>`select id from accounts.account where is_operator`)?.id
}

/** All is lost but the server itself: the operator sets up a new second factor at the next link. Open sessions end. */
export async function forgetOperatorFactor(tx: Tx): Promise<void> {
  const id = await findOperator(tx)
  if (!id) return
  await tx.run`delete from accounts.totp where account_id = ${id}`
  await tx.run`delete from accounts.passkey where account_id = ${id}`
  await tx.run`delete from accounts.recovery_code where account_id = ${id}`
  await endSessionsOf(tx, id, Date.now())
}
