/** Join requests as they stand on the wire, matched with the class list. */
import { joinRequest } from '#contract/invites.ts'
import { listedIn, viewClassNames } from '#server/features/classes/index.ts'
import { type Family, viewFamilies, viewNames } from '#server/features/people/index.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import type { Tx } from '#server/kernel/db/tx.ts'
import { type Match, matchName } from './match.ts'
import { findRequest, findRequests, findWaiting } from './store.ts'
import type { JoinRequest, RequestRow } from './tables.ts'

/** How long answered requests stay in the lists. */
export const answeredForMs = 30 * 86_400_000

export async function viewRequests(tx: Tx, rows: readonly RequestRow[]): Promise<JoinRequest[]> {
  const classNames = await viewClassNames(
    tx,
    rows.flatMap((row) => row.class_id ?? []),
  )
  const names = await viewNames(
    tx,
    rows.flatMap((row) => row.decided_by ?? []),
  )
  const lists = await listsOf(tx, rows)
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    classId: row.class_id,
    className: row.class_id === null ? null : (classNames.get(row.class_id) ?? null),
    surname: row.surname,
    name: row.name,
    patronymic: row.patronymic,
    position: row.position,
    child: childOf(row),
    match: shown(matchOf(row, lists.get(row.class_id ?? '') ?? [])),
    createdAt: row.created_at,
    state: row.state,
    decidedBy: row.decided_by === null ? null : (names.get(row.decided_by) ?? null),
    reason: row.reason,
  }))
}

async function listsOf(tx: Tx, rows: readonly RequestRow[]): Promise<Map<string, Family[]>> {
  const classIds = new Set(rows.flatMap((row) => (row.state === 'waiting' ? (row.class_id ?? []) : [])))
  const lists = new Map<string, Family[]>()
  for (const classId of classIds) lists.set(classId, await viewList(tx, classId))
  return lists
}

export async function viewList(tx: Tx, classId: string): Promise<Family[]> {
  return viewFamilies(tx, await listedIn(tx, classId))
}

function childOf(row: RequestRow): JoinRequest['child'] {
  const { child_surname: surname, child_name: name, kin } = row
  return surname === null || name === null || kin === null ? null : { surname, name, kin }
}

/** A pupil is looked for among those who have not entered yet, a parent's child among all of the class. */
export function matchOf(row: RequestRow, list: readonly Family[]): Match<Family> | null {
  if (row.state !== 'waiting') return null
  if (row.kind === 'pupil')
    return matchName(
      row,
      list.filter((one) => !one.entered),
    )
  const child = childOf(row)
  return child && matchName(child, list)
}

function shown(match: Match<Family> | null): JoinRequest['match'] {
  return match && { personId: match.listed.id, name: match.listed.displayName, exact: match.exact }
}

/** The request as it stands now, for the desk and, where it is for a class, for the class page. */
export async function showRequest(ctx: Ctx<never>, requestId: string): Promise<void> {
  const row = await findRequest(ctx.tx, requestId)
  if (!row) throw new Error(`There is no request ${requestId} in this school.`)
  await put(ctx, [row])
}

/** The class list changed, so the matches of those who wait may have changed. */
export async function showWaiting(ctx: Ctx<never>, classId: string): Promise<void> {
  const rows = await findWaiting(ctx.tx, classId)
  await put(ctx, rows)
}

/** All of the class that stand in lists: what is the same in each of them, the class's name, changed. */
export async function showAll(ctx: Ctx<never>, classId: string): Promise<void> {
  await put(ctx, await findRequests(ctx.tx, classId, ctx.now - answeredForMs))
}

async function put(ctx: Ctx<never>, rows: readonly RequestRow[]): Promise<void> {
  if (rows.length === 0) return
  const seen = await viewRequests(ctx.tx, rows)
  for (const [at, row] of rows.entries()) {
    const value = seen[at]!
    ctx.live.put(`desk:${row.school_id}`, joinRequest, value)
    if (row.class_id !== null) ctx.live.put(`class:${row.class_id}`, joinRequest, value)
  }
}
