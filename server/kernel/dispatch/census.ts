/** A call without policy, input schema, rate class or audit class, or without its one handler, fails the start. */
import { actionsOf, type Call } from '#contract/kernel/define.ts'
import type { Feature } from './feature.ts'

export function census(features: readonly Feature[], calls: ReadonlyMap<string, Call>): string[] {
  const handlers = features.flatMap((feature) => feature.handlers)
  const names = handlers.map((handler) => handler.call.name)
  const twice = names.filter((name, at) => names.indexOf(name) !== at)
  const complaints = twice.map((name) => `${name} has two handlers.`)
  for (const [name, call] of calls) {
    if (!names.includes(name)) complaints.push(`${name} has no handler.`)
    if (actionsOf(call).length === 0) complaints.push(`${name} names no row of the table of rights.`)
    if (!call.input || !call.rate || !call.audit)
      complaints.push(`${name} lacks an input schema, a rate or an audit class.`)
  }
  for (const name of names)
    if (!calls.has(name)) complaints.push(`${name} is handled, but the contract does not know it.`)
  for (const feature of features) {
    for (const handler of feature.handlers) {
      if (!handler.call.name.startsWith(`${feature.name}.`))
        complaints.push(`${handler.call.name} stands in ${feature.name}.`)
    }
  }
  return complaints
}

export function assertCensus(features: readonly Feature[], calls: ReadonlyMap<string, Call>): void {
  const complaints = census(features, calls)
  if (complaints.length > 0) throw new Error(`The house is not in order:\n${complaints.join('\n')}`)
}
