import { naive } from '../contenders/naive.ts'
import { peremena } from '../contenders/peremena.ts'
import { hold } from '../stand/contest.ts'
import { Samples } from '../stand/statistics.ts'
import type { Metric } from './metric.ts'

const closedLoop = { inFlight: 256, until: 'acknowledged', warmMs: 1000, measureMs: 3000 } as const

const plans = {
  many_chats: { ...closedLoop, sizes: Array.from({ length: 100 }, () => 2) },
  one_chat: { ...closedLoop, sizes: [8] },
}

export const ingest: Metric = {
  name: 'ingest',
  title: 'Durable ingest',
  how: `Messages per second from the author's socket to the acknowledgement, which comes after the commit. Closed loop: 256
messages are on their way, the next one is said when one is acknowledged; so the times from saying to acknowledgement are
those of a saturated server. \`many_chats\`: 100 chats with 2 open pages each, \`one_chat\`: one chat with 8. Every message
also goes to every open page of its chat. Session, membership, write mode and rights are checked for each message; only
the buckets against floods are lifted, because one generator speaks for a whole school. \`naive\` does one INSERT per
message on the same PostgreSQL and sends to the room: no rights, no numbers, no catch-up.`,
  goals: [
    { figure: 'many_chats', least: 8000 },
    { figure: 'one_chat', least: 8000 },
  ],
  async run(rounds) {
    const samples = new Samples()
    await hold({ contenders: [peremena, naive], plans, rounds }, ({ plan, contender, run }) => {
      const per = (micros: number | null | undefined) => (micros == null ? null : micros / run.acknowledged)
      const add = (figure: string, unit: string, value: number | null) =>
        samples.add({ figure, unit, contender }, value)
      add(plan, 'messages/s', run.acknowledged / run.seconds)
      add(`${plan}_p99`, 'ms', run.p99)
      add(`${plan}_server_cpu`, 'µs/message', per(run.cpu['server']))
      add(`${plan}_postgres_cpu`, 'µs/message', per(run.cpu['postgres']))
    })
    return samples.figures('peremena')
  },
}
