/** Many accounts at once, for the example school: nobody of them has a phone. */
import type { Tx } from '#server/kernel/db/tx.ts'
import { guardedSessionSeconds } from './account-store.ts'

export interface BulkAccount {
  readonly id: string
  /** As `labelAccount` would write it. */
  readonly label: string
  /** A second factor is a duty, so its sessions live shorter while idle. */
  readonly isGuarded: boolean
  readonly createdAt: number
}

export async function insertAccountsInBulk(tx: Tx, rows: readonly BulkAccount[]): Promise<void> {
  await tx.run`
    insert into accounts.account (id, label, created_at)
    select * from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.label)}::text[],
      ${rows.map((row) => new Date(row.createdAt))}::timestamptz[])`
  const guarded = rows.filter((row) => row.isGuarded).map((row) => row.id)
  await tx.run`update accounts.account set idle_seconds = ${guardedSessionSeconds} where id = any(${guarded}::uuid[])`
}
