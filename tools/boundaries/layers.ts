/** Who may import whom: HOUSE «Layering» 1 to 3, and that only tests import testing. */
import type { FeatureEntry } from '../../house.ts'
import type { Import, Source, Violation } from './source.ts'

/** Where a file stands: its layer and, for features and contract files, the feature it belongs to. */
interface Place {
  readonly layer: string
  readonly feature?: string
}

export interface HousePlan {
  readonly names: readonly string[]
  /** A feature → those it may use, directly or through those it uses; itself too. */
  readonly reach: ReadonlyMap<string, ReadonlySet<string>>
}

/** Throws where the list is no DAG: each feature uses only features above its line. */
export function planOf(house: readonly FeatureEntry[]): HousePlan {
  const reach = new Map<string, ReadonlySet<string>>()
  for (const { name, uses } of house) {
    const all = new Set([name])
    for (const used of uses) {
      const further = reach.get(used)
      if (!further)
        throw new Error(`house.ts: ${name} uses ${used}, which must stand above it: the list is lowest first`)
      for (const one of further) all.add(one)
    }
    reach.set(name, all)
  }
  return { names: house.map((entry) => entry.name), reach }
}

export function placeOf(path: string, plan: HousePlan): Place {
  const [top = '', second = '', third = ''] = path.split('/')
  if (top === 'contract') return contractPlace(second, plan)
  if (top !== 'server' && top !== 'web') return { layer: path.includes('/') ? top : 'root' }
  if (second === 'features') {
    return third.includes('.') ? { layer: `${top}/list` } : { layer: `${top}/features`, feature: third }
  }
  return { layer: path.split('/').length > 2 ? `${top}/${second}` : `${top}/root` }
}

function contractPlace(second: string, plan: HousePlan): Place {
  if (second === 'kernel' || second.includes('.gen.')) return { layer: 'contract/kernel' }
  const stem = second.replace(/\..*$/, '')
  const feature = plan.names.find((name) => stem === name || stem.startsWith(`${name}-`))
  return feature ? { layer: 'contract/features', feature } : { layer: 'contract/list' }
}

/** One import that leads to a file of the house. */
interface Edge {
  readonly source: Source
  readonly one: Import
  readonly target: string
  readonly from: Place
  readonly to: Place
  readonly plan: HousePlan
}

export function layerViolations(sources: readonly Source[], plan: HousePlan): Violation[] {
  return sources.flatMap((source) =>
    source.imports.flatMap((one) => {
      const message = one.path === undefined ? packageMessage(source, one) : edgeMessage(source, one, plan)
      return message ? [{ path: source.path, line: one.line, message }] : []
    }),
  )
}

function packageMessage({ path, isTest }: Source, { specifier }: Import): string | undefined {
  if (isTest) return undefined
  if (path.startsWith('contract/') && specifier !== 'zod/mini') {
    return `the contract imports nothing but zod/mini: move what needs ${specifier} into server or web`
  }
  if (path.startsWith('web/') && specifier.startsWith('node:')) {
    return `${specifier} does not exist in a browser: use what the web platform offers`
  }
  if (/^pg($|\/)/.test(specifier) && /^server\/(features|facts|[^/]+$)/.test(path)) {
    return 'only server/kernel talks to pg: use ctx.tx and its tagged templates'
  }
  return undefined
}

function edgeMessage(source: Source, one: Import, plan: HousePlan): string | undefined {
  const target = one.path ?? ''
  const edge = { source, one, target, from: placeOf(source.path, plan), to: placeOf(target, plan), plan }
  return (
    sidesMessage(edge) ?? (source.isTest ? undefined : layerMessage(edge)) ?? doorMessage(edge) ?? styleMessage(edge)
  )
}

/** Rules for every file, tests too. */
function sidesMessage({ source, target, to }: Edge): string | undefined {
  const top = source.path.split('/')[0] ?? ''
  const other = target.split('/')[0] ?? ''
  if ((top === 'server' && other === 'web') || (top === 'web' && other === 'server')) {
    return `${top} never imports ${other}: what both need goes into contract`
  }
  const mayTest = source.isTest || isOutside(source.path)
  if (to.layer === 'server/testing' && !mayTest)
    return 'only tests import testing: move what the server needs into kernel'
  const isProduct = ['contract', 'server', 'web', 'texts'].includes(top) && !source.isTest
  if (isProduct && ['tools', 'bench', 'e2e'].includes(other)) {
    return `the product does not need ${other} to run: move what ${top} needs into ${top}`
  }
  return undefined
}

/** What stands around the product and may look into it. */
function isOutside(path: string): boolean {
  return /^(server\/testing|bench|e2e|tools)\//.test(path)
}

function layerMessage(edge: Edge): string | undefined {
  const { from, to, target } = edge
  if (from.layer === to.layer && from.feature === to.feature) return undefined
  switch (from.layer) {
    case 'contract/kernel':
    case 'contract/features':
    case 'contract/list':
      return contractMessage(edge)
    case 'server/kernel':
    case 'web/kernel':
      return knowsFeature(to) ? `kernel knows no feature: let the feature hand ${target} in, or app.ts` : undefined
    case 'server/facts':
      return to.layer.startsWith('contract') ? undefined : `facts are types made of the contract only, not of ${target}`
    case 'web/ui':
      return to.layer === 'texts'
        ? undefined
        : `ui knows no feature, no kernel and no contract: hand in what it needs of ${target} as a property`
    case 'server/features':
    case 'web/features':
      return featureMessage(edge)
    default:
      return undefined
  }
}

function contractMessage(edge: Edge): string | undefined {
  const { from, to, target } = edge
  if (!target.startsWith('contract/')) return `the contract imports nothing of the house, not ${target}`
  if (from.layer === 'contract/list' || to.layer === 'contract/kernel') return undefined
  if (from.layer === 'contract/kernel') return `contract/kernel knows no feature, not ${target}: turn the import round`
  return to.layer === 'contract/list'
    ? 'a feature does not know the list of all: import the feature meant'
    : usesMessage(edge)
}

const composers = new Set(['contract/list', 'server/list', 'web/list', 'server/root', 'web/root', 'web/app'])

function knowsFeature(to: Place): boolean {
  return to.feature !== undefined || composers.has(to.layer)
}

function featureMessage(edge: Edge): string | undefined {
  const { from, to, target } = edge
  if (composers.has(to.layer) && to.layer !== 'contract/list') {
    return `a feature does not know who composes it: take what you need from ${target} out of ctx or kernel`
  }
  return to.layer === from.layer ? usesMessage(edge) : undefined
}

function usesMessage({ from, to, plan }: Edge): string | undefined {
  if (from.feature === undefined || to.feature === undefined || from.feature === to.feature) return undefined
  const reach = plan.reach.get(from.feature)
  if (!reach) return `house.ts does not list ${from.feature}: add its line`
  if (reach.has(to.feature)) return undefined
  return `house.ts does not let ${from.feature} use ${to.feature}: tell it a fact (server/facts) or turn the import round`
}

function doorMessage({ source, from, to, target }: Edge): string | undefined {
  const isFeature = to.layer === 'server/features' || to.layer === 'web/features'
  if (!isFeature || (from.layer === to.layer && from.feature === to.feature)) return undefined
  if (target === `${to.layer}/${to.feature}/index.ts` || isOutside(source.path)) return undefined
  return `${target} is inside ${to.feature}: import from ${to.layer}/${to.feature}/index.ts, its door`
}

/** HOUSE «Names and style» 7. */
function styleMessage({ source, one, from, to }: Edge): string | undefined {
  if (!/^(server|web)\//.test(source.path)) return undefined
  const isSame = from.layer === to.layer && from.feature === to.feature
  const isRelative = one.specifier.startsWith('.')
  if (isRelative && !/\.[a-z]+(\?.*)?$/.test(one.specifier)) return `write the ending of ${one.specifier}`
  if (isRelative && !isSame && !/\/(root|list)$/.test(from.layer) && to.layer !== 'root') {
    return `${one.specifier} leaves its folder: write #${one.path ?? ''}`
  }
  if (!isRelative && isSame && from.feature !== undefined)
    return `${one.specifier} is in the same feature: import it relatively`
  return undefined
}
