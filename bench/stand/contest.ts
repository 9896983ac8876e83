/** Several contenders, several plans, round after round: A, B, A, B. All servers stay up; one at a time is spoken to. */
import type { Contender } from '../contenders/contender.ts'
import { type BenchPostgres, openBenchPostgres } from './bench-postgres.ts'
import { measure, type Patience, type Plan, type Run } from './measure.ts'

export interface Contest {
  readonly contenders: readonly Contender[]
  readonly plans: Readonly<Record<string, Plan>>
  readonly rounds: number
}

export interface Outcome {
  readonly plan: string
  readonly contender: string
  readonly run: Run
}

export async function hold({ contenders, plans, rounds }: Contest, hear: (outcome: Outcome) => void): Promise<void> {
  const postgres = await openBenchPostgres()
  try {
    await compete(postgres, { contenders, plans, rounds }, hear)
  } finally {
    await postgres.close()
  }
}

async function compete(
  postgres: BenchPostgres,
  { contenders, plans, rounds }: Contest,
  hear: (outcome: Outcome) => void,
): Promise<void> {
  const running = await Promise.all(contenders.map((contender) => contender.start(postgres)))
  const patience: Patience = { repeats: rounds * 2, waitMs: 60_000 }
  try {
    for (let round = 1; round <= rounds; round++) {
      for (const [plan, details] of Object.entries(plans)) {
        for (const contender of running) {
          const run = await measure(postgres, { contender, plan: details }, patience)
          console.log(`  ${round}/${rounds} ${plan} ${contender.name}: ${inWords(run)}`)
          hear({ plan, contender: contender.name, run })
        }
      }
    }
  } finally {
    await Promise.all(running.map((contender) => contender.stop()))
  }
}

function inWords({ acknowledged, delivered, seconds, p50, p99 }: Run): string {
  const rate = (count: number) => Math.round(count / seconds).toLocaleString('en')
  return `${rate(acknowledged)} messages/s, ${rate(delivered)} deliveries/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`
}
