/** Which rows of the table are built: by the calls of the contract and the handlers that the server registers. */
import { actionsOf, type Call } from '../contract/kernel/define.ts'
import { calls } from '../contract/api.ts'
import type { PermissionRow } from './permissions.ts'

const list = new URL('../server/features/index.ts', import.meta.url)

interface RegisteredFeature {
  readonly name: string
  readonly handlers: readonly { readonly call: Pick<Call, 'name'> }[]
  readonly facts?: readonly { readonly type: string }[]
}

async function registered(): Promise<readonly RegisteredFeature[]> {
  const { features } = (await import(list.href)) as { features: readonly RegisteredFeature[] }
  return features
}

/** Names of the calls that the server answers. */
export async function registeredCalls(): Promise<ReadonlySet<string>> {
  return new Set((await registered()).flatMap((feature) => feature.handlers.map((handler) => handler.call.name)))
}

/** Rows that the system fulfils by itself when a fact is told, without a call of their own: row → fact. */
const builtByFacts: ReadonlyMap<string, string> = new Map([['chat.create.class', 'classCreated']])

export async function unbuiltActions(rows: readonly PermissionRow[]): Promise<string[]> {
  const features = await registered()
  const names = new Set(features.flatMap((feature) => feature.handlers.map((handler) => handler.call.name)))
  const known: Known = {
    built: new Set([...calls.values()].filter((call) => names.has(call.name)).flatMap(actionsOf)),
    declared: new Set([...calls.values()].flatMap(actionsOf)),
    facts: new Set(features.flatMap((feature) => feature.facts ?? []).map((fact) => fact.type)),
  }
  return rows.filter((row) => !isBuilt(row, known)).map((row) => row.id)
}

interface Known {
  readonly built: ReadonlySet<string>
  readonly declared: ReadonlySet<string>
  readonly facts: ReadonlySet<string>
}

/** A row that denies everybody is built while no call claims it. */
function isBuilt(row: PermissionRow, { built, declared, facts }: Known): boolean {
  if (Object.values(row.cells).every((cell) => cell === '–')) return !declared.has(row.id)
  return built.has(row.id) || facts.has(builtByFacts.get(row.id) ?? '')
}
