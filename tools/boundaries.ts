/** Keeps the layering of the house (HOUSE.md «Layering»): reads every file once and says what to do instead. */
import { existsSync, globSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { FeatureEntry } from '../house.ts'
import { cycleViolations } from './boundaries/cycles.ts'
import { habitViolations } from './boundaries/habits.ts'
import { layerViolations, planOf } from './boundaries/layers.ts'
import { nameViolations } from './boundaries/names.ts'
import { regexViolations } from './boundaries/regex.ts'
import { proportionsOf, proportionViolations, sizeViolations } from './boundaries/sizes.ts'
import { readTree, type Violation } from './boundaries/source.ts'
import { sqlViolations } from './boundaries/sql.ts'

/** `root` holds a house.ts; proportions are judged only for the whole house, a small tree has none. */
export async function findViolations(root: string, judgeProportions: boolean): Promise<Violation[]> {
  const { house } = (await import(pathToFileURL(join(root, 'house.ts')).href)) as { house: readonly FeatureEntry[] }
  const plan = planOf(house)
  const sources = readTree(root)
  return [
    ...layerViolations(sources, plan),
    ...unlistedFeatures(root, plan.names),
    ...missingTargets(root, sources),
    ...cycleViolations(sources),
    ...nameViolations(sources),
    ...sizeViolations(sources),
    ...sqlViolations(sources, plan),
    ...habitViolations(sources),
    ...regexViolations(sources),
    ...migrationViolations(root),
    ...(judgeProportions ? proportionViolations(proportionsOf(sources)) : []),
  ]
}

/** A folder below features that house.ts does not name belongs to nobody. */
function unlistedFeatures(root: string, names: readonly string[]): Violation[] {
  return globSync('server/features/*/', { cwd: root }).flatMap((path) => {
    const name = path.replaceAll('\\', '/').split('/')[2] ?? ''
    if (name.includes('.') || names.includes(name)) return []
    return [{ path, line: 1, message: `house.ts does not list ${name}: add a line with its purpose and what it uses` }]
  })
}

function missingTargets(root: string, sources: ReturnType<typeof readTree>): Violation[] {
  return sources.flatMap(({ path, imports }) =>
    imports
      .filter((one) => one.path !== undefined && !existsSync(join(root, one.path.replace(/\?.*$/, ''))))
      .map((one) => ({ path, line: one.line, message: `${one.specifier} does not exist` })),
  )
}

/** One timeline: four digits, a name, no number twice. */
function migrationViolations(root: string): Violation[] {
  const seen = new Map<string, string>()
  return globSync('migrations/*', { cwd: root })
    .sort()
    .flatMap((path) => {
      const number = /^migrations[\\/](\d{4})-[a-z0-9-]+\.sql$/.exec(path)?.[1]
      if (!number) return [{ path, line: 1, message: 'migrations are called NNNN-name.sql' }]
      const other = seen.get(number)
      seen.set(number, path)
      return other ? [{ path, line: 1, message: `${other} has the same number: take the next free one` }] : []
    })
}

if (import.meta.main) {
  const root = resolve(import.meta.dirname, '..')
  const found = await findViolations(root, true)
  for (const { path, line, message } of found) console.log(`${path}:${line}: ${message}`)
  if (process.argv.includes('--figures')) console.log(proportionsOf(readTree(root)))
  process.exitCode = found.length > 0 ? 1 : 0
}
