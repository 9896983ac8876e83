/** Runtime import cycles: type-only imports are erased, lazy ones run later, so neither counts. */
import type { Source, Violation } from './source.ts'

export function cycleViolations(sources: readonly Source[]): Violation[] {
  return components(graphOf(sources)).map((cycle) => ({
    path: cycle[0] ?? '',
    line: 1,
    message: `${cycle.join(' → ')} → ${cycle[0]} import each other at runtime: move what they share into a file of its own`,
  }))
}

function graphOf(sources: readonly Source[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    sources.map(({ path, imports }) => [
      path,
      imports.filter((one) => !one.isType && !one.isLazy).flatMap((one) => one.path ?? []),
    ]),
  )
}

/** Tarjan's strongly connected components of two files and more, and files that import themselves. */
function components(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const found: string[][] = []

  function enter(path: string): void {
    order.set(path, order.size)
    low.set(path, order.size - 1)
    stack.push(path)
    for (const next of graph.get(path) ?? []) {
      if (!graph.has(next)) continue
      if (!order.has(next)) enter(next)
      if (stack.includes(next)) low.set(path, Math.min(low.get(path) ?? 0, low.get(next) ?? 0))
    }
    if (low.get(path) !== order.get(path)) return
    const component = stack.splice(stack.indexOf(path))
    if (component.length > 1 || graph.get(path)?.includes(path)) found.push(component)
  }

  for (const path of graph.keys()) if (!order.has(path)) enter(path)
  return found
}
