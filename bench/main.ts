/**
 * `npm run bench`: all figures. `npm run bench -- ingest fanout`: some. `--rounds 1` is for trying out: fewer than five
 * rounds are shown and not kept.
 */
import { parseArgs } from 'node:util'
import { enumeration } from './metrics/enumeration.ts'
import { fanout } from './metrics/fanout.ts'
import { firstLoad } from './metrics/first-load.ts'
import { footprint } from './metrics/footprint.ts'
import { ingest } from './metrics/ingest.ts'
import type { Metric } from './metrics/metric.ts'
import { goalInWords, inWords, isReached, keepResult, writePage } from './results.ts'
import { describeMachine } from './stand/machine.ts'

const metrics: readonly Metric[] = [ingest, fanout, footprint, firstLoad, enumeration]
const fewestRounds = 5

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: String(fewestRounds) } },
})
const rounds = Number(values.rounds)
const unknown = positionals.filter((name) => !metrics.some((metric) => metric.name === name))
if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
  console.error(
    `Usage: npm run bench -- [${metrics.map((metric) => metric.name).join('] [')}] [--rounds ${fewestRounds}]`,
  )
  process.exitCode = 2
} else {
  const chosen = metrics.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
  for (const metric of chosen) await runMetric(metric)
}

async function runMetric(metric: Metric): Promise<void> {
  console.log(`${metric.title} (${metric.name})`)
  try {
    const figures = await metric.run(rounds)
    for (const { name, unit, ours, peers } of figures) {
      const goal = metric.goals.find((one) => one.figure === name)
      const promised = goal ? `  ${isReached(goal, ours) ? '✔' : '✖'} ${goalInWords(goal)}` : ''
      const others = Object.entries(peers).map(([peer, spread]) => `; ${peer} ${inWords(spread)}`)
      console.log(`  ${name}: ${inWords(ours)} ${unit}${others.join('')}${promised}`)
    }
    if (rounds < fewestRounds) return
    keepResult({ metric: metric.name, machine: describeMachine(), rounds, figures })
    writePage(metrics)
  } catch (error) {
    console.error(error)
    process.exitCode = 1
  }
}
