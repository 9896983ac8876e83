/** Rows of received files: arriving, checked or refused, and at last claimed by a feature. */
import type { Tx } from '#server/kernel/db/tx.ts'
import type { FileKind } from './check-content.ts'

export interface UploadRow {
  readonly id: string
  readonly session_hash: Buffer | null
  readonly name: string
  readonly bytes: number
  /** `refused`: its content is nothing that we take; null: not complete yet. */
  readonly type: FileKind | 'refused' | null
  readonly claimed_by: string | null
}

interface NewUpload {
  readonly id: string
  readonly sessionHash: Buffer
  readonly name: string
  readonly bytes: number
  readonly now: number
}

export async function insertUpload(tx: Tx, { id, sessionHash, name, bytes, now }: NewUpload): Promise<void> {
  await tx.run`insert into kernel.upload (id, session_hash, name, bytes, created_at)
    values (${id}, ${sessionHash}, ${name}, ${bytes}, ${new Date(now)})`
}

export function findUpload(tx: Tx, id: string): Promise<UploadRow | undefined> {
  return tx.maybe<UploadRow>`select id, session_hash, name, bytes, type, claimed_by from kernel.upload where id = ${id}`
}

interface Checked {
  readonly id: string
  readonly name: string
  readonly type: FileKind | 'refused'
  readonly bytes: number
  readonly sha256: Buffer | null
}

export async function noteChecked(tx: Tx, { id, name, type, bytes, sha256 }: Checked): Promise<void> {
  await tx.run`update kernel.upload set name = ${name}, type = ${type}, bytes = ${bytes}, received = ${bytes}, sha256 = ${sha256}
    where id = ${id}`
}

/** Bytes that strangers occupy with what nobody claimed. */
export async function unclaimedBytes(tx: Tx): Promise<number> {
  const row = await tx.one<{
    bytes: number
  }>`select coalesce(sum(bytes), 0)::bigint as bytes from kernel.upload where claimed_by is null`
  return row.bytes
}

interface Claim {
  readonly id: string
  /** Of the browser that sent it; nobody else may claim it. */
  readonly sessionHash: Buffer | null
  /** Who keeps it: `schools.order:<id>`. */
  readonly claim: string
  readonly mostBytes: number
}

export type Claimed =
  | { readonly name: string; readonly type: FileKind; readonly bytes: number }
  | { readonly problem: 'missing' | 'refused' | 'large' }

/** Takes a checked file for a feature, once. */
export async function claimUpload(tx: Tx, { id, sessionHash, claim, mostBytes }: Claim): Promise<Claimed> {
  const row = await tx.maybe<UploadRow>`select id, session_hash, name, bytes, type, claimed_by from kernel.upload
    where id = ${id} and session_hash = ${sessionHash} and claimed_by is null for update`
  if (!row || row.type === null) return { problem: 'missing' }
  if (row.type === 'refused') return { problem: 'refused' }
  if (row.bytes > mostBytes) return { problem: 'large' }
  await tx.run`update kernel.upload set claimed_by = ${claim} where id = ${id}`
  return { name: row.name, type: row.type, bytes: row.bytes }
}

export async function findClaimed(
  tx: Tx,
  claim: string,
): Promise<(UploadRow & { readonly type: FileKind }) | undefined> {
  return tx.maybe`select id, session_hash, name, bytes, type, claimed_by from kernel.upload where claimed_by = ${claim}`
}

/** Nobody keeps the file any more: the next sweep removes it. */
export async function releaseUpload(tx: Tx, id: string): Promise<void> {
  await tx.run`update kernel.upload set claimed_by = null, session_hash = null, created_at = 'epoch' where id = ${id}`
}

/** Takes out of the table what nobody claimed before `before`, a few at a time; answers the ids. */
export async function takeUnclaimed(tx: Tx, before: number): Promise<string[]> {
  const rows = await tx.many<{ id: string }>`delete from kernel.upload where id in
    (select id from kernel.upload where claimed_by is null and created_at < ${new Date(before)} limit 500) returning id`
  return rows.map((row) => row.id)
}
