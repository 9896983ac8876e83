/** The little arithmetic that figures need. */

export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new Error('There is no spread of nothing.')
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const median = (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2
  return { median: round(median), min: round(sorted[0]!), max: round(sorted.at(-1)!) }
}

/** Four digits count: more were never measured. */
export function round(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(4))
}

/**
 * How often somebody who may compare two times guesses right which of them belongs to `a`, 0.5 to 1: half is guessing
 * (the area under the curve of a Mann–Whitney test, taken to the guesser's better side).
 */
export function guessable(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((value) => ({ value, isA: true })), ...b.map((value) => ({ value, isA: false }))]
  all.sort((one, other) => one.value - other.value)
  let rankSum = 0
  for (let from = 0; from < all.length;) {
    let to = from
    while (to < all.length && all[to]!.value === all[from]!.value) to += 1
    // those that are equal share their ranks
    const rank = (from + 1 + to) / 2
    for (let at = from; at < to; at++) if (all[at]!.isA) rankSum += rank
    from = to
  }
  const area = (rankSum - (a.length * (a.length + 1)) / 2) / (a.length * b.length)
  return Math.max(area, 1 - area)
}

/** Values by figure and contender, round by round. */
export class Samples {
  private readonly values = new Map<string, Map<string, number[]>>()
  private readonly units = new Map<string, string>()

  /** `value` may be null where this machine does not tell it. */
  add(of: { figure: string; unit: string; contender: string }, value: number | null): void {
    if (value === null) return
    const byContender = this.values.get(of.figure) ?? new Map<string, number[]>()
    this.values.set(of.figure, byContender)
    this.units.set(of.figure, of.unit)
    byContender.set(of.contender, [...(byContender.get(of.contender) ?? []), value])
  }

  /** `ours` names the contender whose figures these are; all others are peers. */
  figures(ours: string): { name: string; unit: string; ours: Spread; peers: Record<string, Spread> }[] {
    return [...this.values].flatMap(([name, byContender]) => {
      const own = byContender.get(ours)
      if (!own) return []
      const peers = [...byContender].filter(([contender]) => contender !== ours)
      return {
        name,
        unit: this.units.get(name) ?? '',
        ours: spreadOf(own),
        peers: Object.fromEntries(peers.map(([contender, values]) => [contender, spreadOf(values)])),
      }
    })
  }
}
