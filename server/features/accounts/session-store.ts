/** Rows of sessions: a browser's session holds one or more accounts, one of them current. */
import type { Tx } from '#server/kernel/db/tx.ts'

interface NewSession {
  readonly hash: Buffer
  readonly id: string
  readonly device: string
  readonly network: string
  readonly now: number
}

export async function insertSession(tx: Tx, { hash, id, device, network, now }: NewSession): Promise<void> {
  const at = new Date(now)
  await tx.run`insert into accounts.session (hash, id, device, network, created_at, seen_at)
    values (${hash}, ${id}, ${device}, ${network}, ${at}, ${at})`
}

/** Ends a live session; answers whether it was live. The row lock makes one of two parallel callers the first. */
export async function endSession(tx: Tx, hash: Buffer, now: number): Promise<boolean> {
  const ended = await tx.run`update accounts.session set ended_at = ${new Date(now)}
    where hash = ${hash} and ended_at is null and seen_at > ${new Date(now)}::timestamptz - make_interval(secs => idle_seconds)`
  return ended === 1
}

/** Ends every session that holds the account; answers their hashes, for their sockets. */
export async function endSessionsOf(tx: Tx, accountId: string, now: number): Promise<Buffer[]> {
  const rows = await tx.many<{ hash: Buffer }>`update accounts.session s set ended_at = ${new Date(now)}
    from accounts.session_account sa
    where sa.session_hash = s.hash and sa.account_id = ${accountId} and s.ended_at is null returning s.hash`
  return rows.map((row) => row.hash)
}

/** The accounts of one session go over to another; none of them is current there, and all have to show a factor again. */
export async function carryAccounts(tx: Tx, move: { from: Buffer; to: Buffer; except: string }): Promise<void> {
  await tx.run`insert into accounts.session_account (session_hash, account_id, current, added_at)
    select ${move.to}, account_id, false, added_at from accounts.session_account
    where session_hash = ${move.from} and account_id <> ${move.except}`
}

interface CurrentAccount {
  readonly hash: Buffer
  readonly accountId: string
  readonly factorAt: number | null
  readonly now: number
}

export async function addCurrentAccount(tx: Tx, { hash, accountId, factorAt, now }: CurrentAccount): Promise<void> {
  await tx.run`insert into accounts.session_account (session_hash, account_id, current, factor_at, added_at)
    values (${hash}, ${accountId}, true, ${factorAt === null ? null : new Date(factorAt)}, ${new Date(now)})`
}

/** A session lives as long as the most guarded of its accounts allows. */
export async function fitSessionLife(tx: Tx, hash: Buffer): Promise<void> {
  await tx.run`update accounts.session set idle_seconds =
      (select min(a.idle_seconds) from accounts.session_account sa join accounts.account a on a.id = sa.account_id
       where sa.session_hash = hash)
    where hash = ${hash}`
}

export interface SessionRow {
  readonly id: string
  readonly hash: Buffer
  readonly device: string
  readonly network: string
  readonly created_at: number
  readonly seen_at: number
}

/** Live sessions that hold the account, the last used first. */
export function sessionsOf(tx: Tx, accountId: string, now: number): Promise<SessionRow[]> {
  return tx.many<SessionRow>`select s.id, s.hash, s.device, s.network, s.created_at, s.seen_at
    from accounts.session s join accounts.session_account sa on sa.session_hash = s.hash
    where sa.account_id = ${accountId} and s.ended_at is null
      and s.seen_at > ${new Date(now)}::timestamptz - make_interval(secs => s.idle_seconds)
    order by s.seen_at desc, s.id desc`
}

/** Whether a live session holds the account; locks it, so that of many who leave it at once one finds it alive. */
export async function holdsAccount(tx: Tx, held: { hash: Buffer; accountId: string; now: number }): Promise<boolean> {
  const row =
    await tx.maybe`select 1 from accounts.session s join accounts.session_account sa on sa.session_hash = s.hash
    where s.hash = ${held.hash} and sa.account_id = ${held.accountId} and s.ended_at is null
      and s.seen_at > ${new Date(held.now)}::timestamptz - make_interval(secs => s.idle_seconds)
    for update of s`
  return row !== undefined
}
