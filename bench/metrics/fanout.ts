import { naive } from '../contenders/naive.ts'
import { peremena } from '../contenders/peremena.ts'
import { socketIo } from '../contenders/socket-io.ts'
import { hold } from '../stand/contest.ts'
import { Samples } from '../stand/statistics.ts'
import type { Metric } from './metric.ts'

const closedLoop = { inFlight: 64, until: 'heard', warmMs: 400, measureMs: 1200 } as const

const plans = {
  room_30: { ...closedLoop, sizes: [30] },
  room_300: { ...closedLoop, sizes: [300] },
  room_1000: { ...closedLoop, sizes: [1000] },
}

export const fanout: Metric = {
  name: 'fanout',
  title: 'Fan-out',
  how: `Deliveries per second in one room of 30, 300 and 1,000 open pages, all of whom write in turn; a delivery is one
message heard by one page. Closed loop: 64 messages are on their way, and one is through when everybody has heard it.
Peremena checks rights and stores each message before it is heard, as in «Durable ingest»; several messages may travel in
one frame. \`socket.io\` (WebSocket only, no compression) emits to the room and stores nothing. \`naive\` does one INSERT per
message, then one send per member. The generator speaks to all three over bare sockets and compares every byte.`,
  goals: [{ figure: 'room_300', least: 200_000 }],
  async run(rounds) {
    const samples = new Samples()
    await hold({ contenders: [peremena, socketIo, naive], plans, rounds }, ({ plan, contender, run }) => {
      const add = (figure: string, unit: string, value: number | null) =>
        samples.add({ figure, unit, contender }, value)
      const { server, postgres } = run.cpu
      const cpu = server == null || postgres == null ? null : server + postgres
      add(plan, 'deliveries/s', run.delivered / run.seconds)
      add(`${plan}_cpu`, 'µs/delivery', cpu === null ? null : cpu / run.delivered)
    })
    return samples.figures('peremena')
  },
}
