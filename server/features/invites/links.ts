/** Shared links: how they look, how they are made, shown and annulled. */
import { link } from '#contract/invites.ts'
import { viewClassNames } from '#server/features/classes/index.ts'
import { viewNames } from '#server/features/people/index.ts'
import { actingPerson, type Ctx } from '#server/kernel/dispatch/ctx.ts'
import { tokenHash } from '#server/kernel/secrets/codes.ts'
import type { Tx } from '#server/kernel/db/tx.ts'
import { linkToken } from './secrets.ts'
import { findLink } from './store.ts'
import type { Link, LinkKind, LinkRow } from './tables.ts'

interface Handover {
  readonly link_id: string
  readonly person_id: string
  readonly at: number
}

export async function viewLinks(tx: Tx, rows: readonly LinkRow[], now: number): Promise<Link[]> {
  const handed = await tx.many<Handover>`select link_id, person_id, at from invites.handover
    where link_id = any(${rows.map((row) => row.id)}::uuid[]) order by at, person_id`
  const names = await viewNames(tx, [...rows.map((row) => row.created_by), ...handed.map((one) => one.person_id)])
  const classNames = await viewClassNames(
    tx,
    rows.flatMap((row) => row.class_id ?? []),
  )
  const nameOf = (personId: string) => names.get(personId) ?? ''
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    classId: row.class_id,
    className: row.class_id === null ? null : (classNames.get(row.class_id) ?? null),
    createdBy: nameOf(row.created_by),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    maxUses: row.max_uses,
    uses: row.uses,
    lastUsedAt: row.last_used_at,
    state: stateOf(row, now),
    handed: handed
      .filter((one) => one.link_id === row.id)
      .map((one) => ({ personId: one.person_id, name: nameOf(one.person_id), at: one.at })),
  }))
}

export function stateOf(row: LinkRow, now: number): Link['state'] {
  if (row.revoked_at !== null) return 'revoked'
  if (row.expires_at <= now) return 'expired'
  return row.uses >= row.max_uses ? 'spent' : 'live'
}

export interface Terms {
  readonly days: number
  readonly maxUses: number
}

const dayMs = 86_400_000

/** A new link of this kind, for a class or the whole school, with its token. */
export async function makeLink(
  ctx: Ctx<never>,
  what: { readonly kind: LinkKind; readonly classId: string | null },
  terms: Terms,
): Promise<{ link: Link; token: string }> {
  const id = ctx.newId()
  const token = linkToken(ctx, { id, version: 1 })
  await ctx.tx.run`
    insert into invites.link (id, school_id, kind, class_id, token_hash, created_by, created_at, expires_at, max_uses)
    values (${id}, kernel.school(), ${what.kind}, ${what.classId}, ${tokenHash(token)}, ${actingPerson(ctx).id},
            ${new Date(ctx.now)}, ${new Date(ctx.now + terms.days * dayMs)}, ${terms.maxUses})`
  ctx.ledger({ subject: `link:${id}`, detail: { kind: what.kind, classId: what.classId } })
  return { link: await showLink(ctx, id), token }
}

/** The link as it stands now, for the desk and, where it is a class's, for the class page. */
export async function showLink(ctx: Ctx<never>, linkId: string): Promise<Link> {
  const row = await findLink(ctx.tx, linkId)
  const [seen] = row ? await viewLinks(ctx.tx, [row], ctx.now) : []
  if (!row || !seen) throw new Error(`There is no link ${linkId} in this school.`)
  ctx.live.put(`desk:${row.school_id}`, link, seen)
  if (row.class_id !== null) ctx.live.put(`class:${row.class_id}`, link, seen)
  return seen
}
