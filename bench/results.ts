/** Keeping results: one JSON per metric, and docs/benchmarks.md made of all of them. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Figure, Goal, Metric, Result } from './metrics/metric.ts'
import { root } from './root.ts'
import type { Spread } from './stand/statistics.ts'

const folder = join(root, 'bench', 'results')
const page = join(root, 'docs', 'benchmarks.md')

export function keepResult(result: Result): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(fileOf(result.metric), `${JSON.stringify(result, null, 2)}\n`)
}

/** Written anew from everything that is kept. */
export function writePage(metrics: readonly Metric[]): void {
  writeFileSync(page, pageOf(metrics, readResult))
}

export function pageOf(metrics: readonly Metric[], resultOf: (metric: string) => Result | undefined): string {
  const parts = metrics.map((metric) => partOf(metric, resultOf(metric.name)))
  return `# Figures

Made by \`npm run bench\` (\`npm run bench -- ingest fanout\` for some); do not edit. Each figure is the median of all rounds
with the least and the greatest. The contenders take turns in every round, on the same machine, with the same embedded
PostgreSQL (\`fsync=on\`, \`synchronous_commit=on\`), the same payloads and the same load generator, which is a process of its
own. A run waits until the machine rests, a minute a metric at most, and one beside which something else used more than a
tenth of the machine is repeated, ten a metric at most. After every run each page must have heard every message once and in order, and the rows in PostgreSQL must be the messages said;
otherwise there is no figure. Processor time is what the processes used, divided by messages or deliveries.

${parts.join('\n')}`
}

function partOf({ title, name, how, goals }: Metric, result: Result | undefined): string {
  const head = `## ${title} (\`${name}\`)\n\n${how}\n`
  if (!result) return `${head}\nNot measured yet.\n`
  const peers = [...new Set(result.figures.flatMap((figure) => Object.keys(figure.peers)))]
  const lines = [
    ['figure', 'unit', 'Peremena', ...peers, 'promised'],
    ['---', '---', ...Array.from({ length: peers.length + 2 }, () => '---')],
    ...result.figures.map((figure) => rowOf(figure, peers, goals)),
  ]
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
  return `${head}\n${result.machine}; ${result.rounds} rounds.\n\n${table}\n`
}

function rowOf({ name, unit, ours, peers }: Figure, names: readonly string[], goals: readonly Goal[]): string[] {
  const goal = goals.find((one) => one.figure === name)
  const promised = goal ? `${goalInWords(goal)}: ${isReached(goal, ours) ? 'kept' : '**missed**'}` : ''
  return [
    `\`${name}\``,
    unit,
    inWords(ours),
    ...names.map((peer) => (peers[peer] ? inWords(peers[peer]) : '–')),
    promised,
  ]
}

export function goalInWords({ least, most }: Goal): string {
  return least === undefined ? `≤ ${numberInWords(most ?? 0)}` : `≥ ${numberInWords(least)}`
}

export function isReached({ least, most }: Goal, { median }: Spread): boolean {
  return (least === undefined || median >= least) && (most === undefined || median <= most)
}

export function inWords({ median, min, max }: Spread): string {
  return `${numberInWords(median)} (${numberInWords(min)}–${numberInWords(max)})`
}

function numberInWords(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: value >= 1000 ? 21 : 3, maximumFractionDigits: 3 })
}

function readResult(metric: string): Result | undefined {
  const file = fileOf(metric)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Result) : undefined
}

function fileOf(metric: string): string {
  return join(folder, `${metric}.json`)
}
