/** The program behind `npm start`, on a folder of its own that is kept between starts, and how long it takes to be ready. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { askServer } from '#server/testing/running.ts'
import { root } from '../root.ts'

export interface House {
  readonly pid: number
  /** Milliseconds from the start of the program to the first yes of /readyz. */
  readonly readyMs: number
  /** As Ctrl+C in the terminal; resolves when it is gone. */
  stop(): Promise<void>
}

/** Milliseconds for a start, the very first one too, and for a stop. */
const patience = 120_000

/** `npm start` itself, or the program that it ends in. */
export async function startHouse(by: 'npm' | 'node', dataDir: string): Promise<House> {
  const port = await freePort()
  const program = by === 'npm' ? 'npm' : process.execPath
  const args = by === 'npm' ? ['start', '--silent'] : [join(root, 'server/main.ts')]
  const cache = join(root, '.cache', 'compile')
  const env = { ...process.env, PORT: String(port), DATA_DIR: dataDir, NODE_COMPILE_CACHE: cache }
  const started = performance.now()
  const child = spawn(program, args, { cwd: root, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => said.push(part))
  const end = started + patience
  while (!(await isReady(port))) {
    if (child.exitCode !== null || performance.now() > end) {
      await stop(child)
      throw new Error(`${program} did not become ready:\n${Buffer.concat(said).toString()}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return { pid: child.pid!, readyMs: performance.now() - started, stop: () => stop(child) }
}

async function isReady(port: number): Promise<boolean> {
  return askServer(port, '/readyz').then(
    ({ status }) => status === 200,
    () => false,
  )
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit', { signal: AbortSignal.timeout(patience) })
  // the whole group, as a terminal does
  process.kill(-child.pid!, 'SIGINT')
  await gone
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
