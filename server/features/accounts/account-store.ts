/** Accounts and their phones. */
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import type { Tx } from '#server/kernel/db/tx.ts'

type StoreCtx = Pick<Ctx, 'tx' | 'now' | 'newId' | 'secrets'>

/** A new account; `phone` in E.164, or null where one enters without a phone. `label`: see labelAccount. */
export async function createAccount(ctx: StoreCtx, given: { phone: string | null; label: string }): Promise<string> {
  const id = ctx.newId()
  await ctx.tx
    .run`insert into accounts.account (id, label, created_at) values (${id}, ${given.label}, ${new Date(ctx.now)})`
  if (given.phone !== null) await attachPhone(ctx, id, given.phone)
  return id
}

/** The account can be entered by this phone from now on. */
async function attachPhone(ctx: Omit<StoreCtx, 'newId'>, accountId: string, phone: string): Promise<void> {
  const secrets = ctx.secrets
  await ctx.tx.run`insert into accounts.phone (account_id, hash, sealed, created_at)
    values (${accountId}, ${secrets.hash('phone', phone)}, ${secrets.seal('phone', phone)}, ${new Date(ctx.now)})
    on conflict do nothing`
}

export interface PhoneAccount {
  readonly id: string
  readonly label: string
}

/** Accounts that a phone enters, the oldest first. */
export async function findByPhone(tx: Tx, phoneHash: Buffer): Promise<PhoneAccount[]> {
  return tx.many<PhoneAccount>`select a.id, a.label from accounts.phone p join accounts.account a on a.id = p.account_id
    where p.hash = ${phoneHash} order by a.created_at, a.id`
}

/** What the owner of a shared phone chooses by: «Лев Щербаков, 7Б». */
export async function labelAccount(tx: Tx, accountId: string, label: string): Promise<void> {
  await tx.run`update accounts.account set label = ${label} where id = ${accountId}`
}

/**
 * School administrators only: without an SMS gateway the operator's outbox shows their codes. `label` says whose they
 * are; null takes the account out again.
 */
export async function setOutboxLabel(tx: Tx, accountId: string, label: string | null): Promise<void> {
  await tx.run`update accounts.account set outbox_label = ${label} where id = ${accountId}`
}

/** Idle seconds after which sessions with a second factor as a duty end (SAFETY.md §3). */
export const guardedSessionSeconds = 12 * 3600

/** How long sessions of the account live while idle; holds at once for the open ones too. */
export async function setSessionLife(tx: Tx, accountId: string, seconds: number): Promise<void> {
  await tx.run`update accounts.account set idle_seconds = ${seconds} where id = ${accountId}`
  await tx.run`update accounts.session s set idle_seconds =
      (select min(a.idle_seconds) from accounts.session_account sa join accounts.account a on a.id = sa.account_id
       where sa.session_hash = s.hash)
    from accounts.session_account held where held.session_hash = s.hash and held.account_id = ${accountId}
      and s.ended_at is null`
}
