import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { Contender } from '../contenders/contender.ts'
import { naive } from '../contenders/naive.ts'
import { peremena } from '../contenders/peremena.ts'
import { socketIo } from '../contenders/socket-io.ts'
import { openIdle } from '../load/idle.ts'
import { root } from '../root.ts'
import { type BenchPostgres, openBenchPostgres } from '../stand/bench-postgres.ts'
import { startHouse } from '../stand/house-process.ts'
import { memoryOf, memoryOfFamily } from '../stand/memory.ts'
import { Samples } from '../stand/statistics.ts'
import { prepareWeb } from '../stand/web-client.ts'
import type { Metric } from './metric.ts'

/** Pages in rooms of a class; before them come some that warm the server and go. */
const rooms = Array.from({ length: 100 }, () => 30)
const warmingRooms = rooms.slice(0, 10)
/** Milliseconds that an idle stack is left alone before it is weighed, and that a server has to throw garbage away. */
const rest = { stack: 2000, garbage: 1000 }

export const footprint: Metric = {
  name: 'footprint',
  title: 'Footprint',
  how: `\`ready_warm_ms\`: from the start of \`node server/main.ts\`, on a folder that was started before, to the first yes of
\`/readyz\`, PostgreSQL included; \`npm_start_ms\`: the same from \`npm start\`. \`idle_stack_mb\`: memory of the server and all
PostgreSQL processes two seconds later, pages shared between them counted once. \`idle_connection_kb\`: what the server's
memory grows by, divided by 3,000 open pages in class chats of 30, each signed in as somebody else, after a garbage
collection before and after, asked of all contenders alike; \`idle_connection_fresh_kb\`: right after all have come, with
the garbage of their coming. Kernel buffers of the sockets are not counted.`,
  goals: [
    { figure: 'ready_warm_ms', most: 1500 },
    { figure: 'npm_start_ms', most: 2500 },
    { figure: 'idle_connection_kb', most: 15 },
    { figure: 'idle_stack_mb', most: 500 },
  ],
  async run(rounds) {
    const samples = new Samples()
    await measureStarts(samples, rounds)
    await measureConnections(samples, rounds)
    return samples.figures('peremena')
  },
}

async function measureStarts(samples: Samples, rounds: number): Promise<void> {
  await prepareWeb()
  const dataDir = join(root, '.cache', 'bench-house')
  mkdirSync(dataDir, { recursive: true })
  const own = (figure: string, unit: string) => ({ figure, unit, contender: 'peremena' })
  try {
    // the first start makes the database, the second fills caches
    for (let n = 0; n < 2; n++) await (await startHouse('node', dataDir)).stop()
    for (let round = 1; round <= rounds; round++) {
      const house = await startHouse('node', dataDir)
      await pause(rest.stack)
      const kilobytes = memoryOfFamily(house.pid)
      await house.stop()
      const byNpm = await startHouse('npm', dataDir)
      await byNpm.stop()
      console.log(
        `  ${round}/${rounds} ready in ${Math.round(house.readyMs)} ms, by npm in ${Math.round(byNpm.readyMs)} ms`,
      )
      samples.add(own('ready_warm_ms', 'ms'), house.readyMs)
      samples.add(own('npm_start_ms', 'ms'), byNpm.readyMs)
      samples.add(own('idle_stack_mb', 'MB'), kilobytes === null ? null : kilobytes / 1024)
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function measureConnections(samples: Samples, rounds: number): Promise<void> {
  const collector = pathToFileURL(join(root, 'bench/collect-garbage.ts')).href
  const before = process.env['NODE_OPTIONS']
  process.env['NODE_OPTIONS'] = `${before ?? ''} --expose-gc --import=${collector}`
  const postgres = await openBenchPostgres()
  try {
    for (let round = 1; round <= rounds; round++) {
      for (const contender of [peremena, socketIo, naive]) {
        const weight = await weigh(postgres, contender)
        if (weight === null) continue
        console.log(
          `  ${round}/${rounds} ${contender.name}: ${weight.idle.toFixed(1)} kB a page, fresh ${weight.fresh.toFixed(1)}`,
        )
        const of = (figure: string) => ({ figure, unit: 'kB', contender: contender.name })
        samples.add(of('idle_connection_kb'), weight.idle)
        samples.add(of('idle_connection_fresh_kb'), weight.fresh)
      }
    }
  } finally {
    if (before === undefined) delete process.env['NODE_OPTIONS']
    else process.env['NODE_OPTIONS'] = before
    await postgres.close()
  }
}

/** Kilobytes per page; null where this machine does not tell. */
async function weigh(postgres: BenchPostgres, contender: Contender): Promise<{ idle: number; fresh: number } | null> {
  const running = await contender.start(postgres)
  const open = async (sizes: readonly number[]) =>
    openIdle({ dialect: running.name, port: running.port, rooms: await running.gather(sizes) })
  const afterCollection = async () => {
    process.kill(running.pid, 'SIGUSR2')
    await pause(rest.garbage)
    return memoryOf(running.pid)
  }
  try {
    const warming = await open(warmingRooms)
    warming.close()
    const empty = await afterCollection()
    const pages = await open(rooms)
    const fresh = memoryOf(running.pid)
    const full = await afterCollection()
    pages.close()
    if (empty === null || fresh === null || full === null) return null
    const count = rooms.reduce((sum, size) => sum + size, 0)
    return { idle: (full - empty) / count, fresh: (fresh - empty) / count }
  } finally {
    await running.stop()
  }
}
