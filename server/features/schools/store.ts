/** Rows of applications and schools; row-level security decides which of them a transaction sees. */
import type { Tx } from '#server/kernel/db/tx.ts'
import type { ApplicationRow, ApplicationState, SchoolRow, StoredForm } from './tables.ts'

export function findApplication(tx: Tx, id: string): Promise<ApplicationRow | undefined> {
  return tx.maybe<ApplicationRow>`select * from schools.application where id = ${id}`
}

export function lockApplication(tx: Tx, id: string): Promise<ApplicationRow | undefined> {
  return tx.maybe<ApplicationRow>`select * from schools.application where id = ${id} for update`
}

/** Open ones wait for an answer, the longest waiting first; the others are answered, the last first. */
export async function listApplications(tx: Tx, open: boolean): Promise<ApplicationRow[]> {
  if (open) {
    return tx.many<ApplicationRow>`select * from schools.application where state in ('received', 'corrected')
      order by changed_at, id limit 200`
  }
  return tx.many<ApplicationRow>`select * from schools.application where state not in ('received', 'corrected')
    order by changed_at desc, id desc limit 200`
}

export interface SentApplication {
  readonly id: string
  readonly form: StoredForm
  readonly mobile: { readonly hash: Buffer; readonly sealed: Buffer }
  readonly now: number
}

export interface Order {
  readonly uploadId: string
  readonly name: string
  readonly type: 'pdf' | 'jpeg' | 'png'
  readonly bytes: number
}

export async function insertApplication(
  tx: Tx,
  sent: SentApplication,
  made: { linkHash: Buffer; order: Order },
): Promise<void> {
  const { linkHash, order } = made
  const at = new Date(sent.now)
  await tx.run`insert into schools.application (id, link_hash, state, form, mobile_hash, mobile_sealed,
      upload_id, order_name, order_type, order_bytes, created_at, changed_at)
    values (${sent.id}, ${linkHash}, 'received', ${JSON.stringify(sent.form)}::jsonb, ${sent.mobile.hash}, ${sent.mobile.sealed},
      ${order.uploadId}, ${order.name}, ${order.type}, ${order.bytes}, ${at}, ${at})`
}

/** The corrected form; the order stays where no new one came. */
export async function replaceForm(tx: Tx, sent: SentApplication, order: Order | null): Promise<void> {
  await tx.run`update schools.application set state = 'corrected', reason = null, form = ${JSON.stringify(sent.form)}::jsonb,
      mobile_hash = ${sent.mobile.hash}, mobile_sealed = ${sent.mobile.sealed}, changed_at = ${new Date(sent.now)},
      upload_id = coalesce(${order?.uploadId ?? null}, upload_id), order_name = coalesce(${order?.name ?? null}, order_name),
      order_type = coalesce(${order?.type ?? null}, order_type), order_bytes = coalesce(${order?.bytes ?? null}, order_bytes)
    where id = ${sent.id}`
}

interface Answer {
  readonly id: string
  readonly state: ApplicationState
  readonly reason: string | null
  readonly now: number
}

export async function answerApplication(tx: Tx, { id, state, reason, now }: Answer): Promise<void> {
  await tx.run`update schools.application set state = ${state}, reason = ${reason}, changed_at = ${new Date(now)} where id = ${id}`
}

/** A school of the transaction's context; it must exist. */
export function viewSchool(tx: Tx, id: string): Promise<SchoolRow> {
  return tx.one<SchoolRow>`select id, name, short_name as "shortName", time_zone as "timeZone", year
    from schools.school where id = ${id}`
}
