import type { Tx } from '#server/kernel/db/tx.ts'
import type { CodeRow, LinkRow, RequestRow } from './tables.ts'

export async function findLink(tx: Tx, id: string): Promise<LinkRow | undefined> {
  return tx.maybe<LinkRow>`select * from invites.link where id = ${id}`
}

/** Newest first; of one class, or all of the school. */
export async function findLinks(tx: Tx, classId: string | null): Promise<LinkRow[]> {
  return tx.many<LinkRow>`select * from invites.link
    where school_id = kernel.school() and (${classId}::uuid is null or class_id = ${classId}) order by created_at desc, id desc`
}

export async function findCode(tx: Tx, id: string): Promise<CodeRow | undefined> {
  return tx.maybe<CodeRow>`select * from invites.code where id = ${id}`
}

/** Newest first. */
export async function findCodes(tx: Tx, classId: string): Promise<CodeRow[]> {
  return tx.many<CodeRow>`select * from invites.code where class_id = ${classId} order by created_at desc, id desc`
}

export async function findRequest(tx: Tx, id: string): Promise<RequestRow | undefined> {
  return tx.maybe<RequestRow>`select * from invites.request where id = ${id}`
}

/** Waiting ones, and those answered since; the oldest first. Of one class, or all of the school. */
export async function findRequests(tx: Tx, classId: string | null, answeredSince: number): Promise<RequestRow[]> {
  return tx.many<RequestRow>`select * from invites.request
    where school_id = kernel.school() and (${classId}::uuid is null or class_id = ${classId})
      and (state = 'waiting' or decided_at >= ${new Date(answeredSince)}) order by created_at, id`
}

export async function findWaiting(tx: Tx, classId: string): Promise<RequestRow[]> {
  return tx.many<RequestRow>`select * from invites.request where school_id = kernel.school()
    and class_id = ${classId} and state = 'waiting' order by created_at, id`
}

/** What an account asked of this school, declined or not. */
export async function findRequestsOf(tx: Tx, accountId: string): Promise<RequestRow[]> {
  return tx.many<RequestRow>`select * from invites.request
    where account_id = ${accountId} and school_id = kernel.school() order by created_at, id`
}

/** The schools that an account asked something of. */
export async function schoolsAsked(tx: Tx, accountId: string): Promise<string[]> {
  const rows = await tx.many<{ school_id: string }>`
    select distinct school_id from invites.of_account(${accountId}::uuid) order by school_id`
  return rows.map((row) => row.school_id)
}
