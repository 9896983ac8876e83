/** docs/permissions.md: the table of rights for people, in Russian, by area. */
import type { PermissionRow } from './permissions.ts'

export function permissionsPage(rows: readonly PermissionRow[], pairs: readonly string[][]): string {
  return `${rows.length} ${pairs.length}\n`
}
