/** Which rows of the table are built: by the calls of the contract and the handlers that the server registers. */
import { existsSync } from 'node:fs'
import { actionsOf, type Call } from '../contract/kernel/define.ts'
import { calls } from '../contract/api.ts'
import type { PermissionRow } from './permissions.ts'

const list = new URL('../server/features/index.ts', import.meta.url)

interface RegisteredFeature {
  readonly name: string
  readonly handlers: readonly { readonly call: Pick<Call, 'name'> }[]
}

/** Names of the calls that the server answers. */
export async function registeredCalls(): Promise<ReadonlySet<string>> {
  const { features } = (await import(list.href)) as { features: readonly RegisteredFeature[] }
  return new Set(features.flatMap((feature) => feature.handlers.map((handler) => handler.call.name)))
}

/** Rows that the system fulfils from the roster, without a call of their own; each is shown by the test named. */
export const builtByTheSystem: ReadonlyMap<string, string> = new Map([
  ['chat.create.class', 'server/features/chats/roster.test.ts'],
])

export async function unbuiltActions(rows: readonly PermissionRow[]): Promise<string[]> {
  const registered = await registeredCalls()
  const named = new Set([...calls.values()].filter((call) => registered.has(call.name)).flatMap(actionsOf))
  const declared = new Set<string>([...calls.values()].flatMap(actionsOf))
  return rows.filter((row) => !isBuilt(row, named, declared)).map((row) => row.id)
}

/** A row that denies everybody is built while no call claims it. */
function isBuilt(row: PermissionRow, named: ReadonlySet<string>, declared: ReadonlySet<string>): boolean {
  if (Object.values(row.cells).every((cell) => cell === '–')) return !declared.has(row.id)
  const proof = builtByTheSystem.get(row.id)
  if (proof) return existsSync(new URL(`../${proof}`, import.meta.url))
  return named.has(row.id)
}
