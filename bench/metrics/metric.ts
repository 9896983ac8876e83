/** What a metric is, and the shape in which its figures are kept. */
import type { Spread } from '../stand/statistics.ts'

export interface Figure {
  readonly name: string
  readonly unit: string
  readonly ours: Spread
  readonly peers: Readonly<Record<string, Spread>>
}

export interface Goal {
  readonly figure: string
  readonly least?: number
  readonly most?: number
}

export interface Metric {
  readonly name: string
  /** A heading of docs/benchmarks.md. */
  readonly title: string
  /** How it is measured, and what is left out: a paragraph of docs/benchmarks.md. */
  readonly how: string
  /** What is promised of these figures. */
  readonly goals: readonly Goal[]
  /** Throws where the checker finds anything: then there is no figure. */
  run(rounds: number): Promise<readonly Figure[]>
}

export interface Result {
  readonly metric: string
  readonly machine: string
  readonly rounds: number
  readonly figures: readonly Figure[]
}
