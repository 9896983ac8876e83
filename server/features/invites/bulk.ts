/** Links, personal codes and waiting requests at once, for the example school. */
import type { Secrets } from '#server/kernel/secrets/secrets.ts'
import { randomCode, tokenHash } from '#server/kernel/secrets/codes.ts'
import type { Tx } from '#server/kernel/db/tx.ts'
import { linkToken, secretHash } from './secrets.ts'
import type { Kin, LinkKind } from './tables.ts'

export interface BulkLink {
  readonly id: string
  readonly kind: LinkKind
  readonly classId: string | null
  readonly createdBy: string
  readonly createdAt: number
  readonly expiresAt: number
  readonly maxUses: number
  readonly uses: number
  readonly lastUsedAt: number | null
  /** To whom it was handed on. */
  readonly handedTo: string | null
}

export interface BulkCode {
  readonly id: string
  readonly classId: string
  readonly personId: string
  readonly surname: string
  readonly name: string
  readonly patronymic: string | null
  readonly createdBy: string
  readonly createdAt: number
  readonly expiresAt: number
}

export interface BulkRequest {
  readonly id: string
  readonly linkId: string | null
  readonly kind: LinkKind
  readonly classId: string | null
  readonly accountId: string
  readonly surname: string
  readonly name: string
  readonly patronymic: string | null
  readonly position: string | null
  readonly child: { readonly surname: string; readonly name: string; readonly kin: Kin } | null
  readonly createdAt: number
}

export async function insertLinksInBulk(tx: Tx, secrets: Secrets, rows: readonly BulkLink[]): Promise<void> {
  const pick = <T>(of: (row: BulkLink) => T): T[] => rows.map(of)
  await tx.run`
    insert into invites.link (id, school_id, kind, class_id, token_hash, created_by, created_at, expires_at, max_uses, uses, last_used_at)
    select r.id, kernel.school(), r.kind, r.class, r.hash, r.by, r.made, r.ends, r.most, r.uses, r.used
    from unnest(${pick((row) => row.id)}::uuid[], ${pick((row) => row.kind)}::text[], ${pick((row) => row.classId)}::uuid[],
                ${pick((row) => tokenHash(linkToken({ secrets }, { id: row.id, version: 1 })))}::bytea[],
                ${pick((row) => row.createdBy)}::uuid[], ${pick((row) => new Date(row.createdAt))}::timestamptz[],
                ${pick((row) => new Date(row.expiresAt))}::timestamptz[], ${pick((row) => row.maxUses)}::integer[],
                ${pick((row) => row.uses)}::integer[],
                ${pick((row) => (row.lastUsedAt === null ? null : new Date(row.lastUsedAt)))}::timestamptz[])
      as r(id, kind, class, hash, by, made, ends, most, uses, used)`
  const handed = rows.filter((row) => row.handedTo !== null)
  await tx.run`
    insert into invites.handover (link_id, school_id, person_id, by_id, at)
    select r.link, kernel.school(), r.person, r.by, r.at
    from unnest(${handed.map((row) => row.id)}::uuid[], ${handed.map((row) => row.handedTo)}::uuid[],
                ${handed.map((row) => row.createdBy)}::uuid[],
                ${handed.map((row) => new Date(row.createdAt))}::timestamptz[]) as r(link, person, by, at)`
}

/** Nobody is told these codes: they stand on slips that lie in a drawer. */
export async function insertCodesInBulk(tx: Tx, secrets: Secrets, rows: readonly BulkCode[]): Promise<void> {
  await tx.run`
    insert into invites.code (id, school_id, class_id, person_id, surname, name, patronymic, code_hash, created_by, created_at, expires_at)
    select r.id, kernel.school(), r.class, r.person, r.surname, r.name, r.patronymic, r.hash, r.by, r.made, r.ends
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.classId)}::uuid[],
                ${rows.map((row) => row.personId)}::uuid[], ${rows.map((row) => row.surname)}::text[],
                ${rows.map((row) => row.name)}::text[], ${rows.map((row) => row.patronymic)}::text[],
                ${rows.map(() => secretHash({ secrets }, randomCode()))}::bytea[], ${rows.map((row) => row.createdBy)}::uuid[],
                ${rows.map((row) => new Date(row.createdAt))}::timestamptz[],
                ${rows.map((row) => new Date(row.expiresAt))}::timestamptz[])
      as r(id, class, person, surname, name, patronymic, hash, by, made, ends)`
}

export async function insertRequestsInBulk(tx: Tx, rows: readonly BulkRequest[]): Promise<void> {
  const pick = <T>(of: (row: BulkRequest) => T): T[] => rows.map(of)
  await tx.run`
    insert into invites.request (id, school_id, link_id, kind, class_id, account_id, surname, name, patronymic, position,
      child_surname, child_name, kin, created_at)
    select r.id, kernel.school(), r.link, r.kind, r.class, r.account, r.surname, r.name, r.patronymic, r.position,
      r.child_surname, r.child_name, r.kin, r.made
    from unnest(${pick((row) => row.id)}::uuid[], ${pick((row) => row.linkId)}::uuid[], ${pick((row) => row.kind)}::text[],
                ${pick((row) => row.classId)}::uuid[], ${pick((row) => row.accountId)}::uuid[],
                ${pick((row) => row.surname)}::text[], ${pick((row) => row.name)}::text[],
                ${pick((row) => row.patronymic)}::text[], ${pick((row) => row.position)}::text[],
                ${pick((row) => row.child?.surname ?? null)}::text[], ${pick((row) => row.child?.name ?? null)}::text[],
                ${pick((row) => row.child?.kin ?? null)}::text[], ${pick((row) => new Date(row.createdAt))}::timestamptz[])
      as r(id, link, kind, class, account, surname, name, patronymic, position, child_surname, child_name, kin, made)`
}
