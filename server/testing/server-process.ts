/**
 * The server as a process of its own, so that a test may kill it or read all that it says: started as a program it serves
 * what it is ordered to; imported it starts that program.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createSecretKey } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { startApp } from '#server/app.ts'
import type { Limits } from '#server/kernel/limits/limits.ts'
import type { DatabaseUrls } from '#server/kernel/postgres/database-urls.ts'
import { ackBeforeCommit } from './faults/planted-faults.ts'
import { plainConfig } from './plain-config.ts'
import type { Config } from '#server/kernel/config/config.ts'

export interface ServerOrder {
  readonly database: DatabaseUrls
  /** 0 takes any free one; a server that is killed and started again keeps its address. */
  readonly port: number
  readonly dataDir: string
  /** The key of the installation, hex. */
  readonly key: string
  readonly limits: Limits
  readonly logLevel: string
  readonly sms?: Config['sms']
  /** A fault planted by a test. */
  readonly acksBeforeCommit?: boolean
}

export interface ServerProcess {
  readonly port: number
  readonly url: string
  readonly pid: number
  /** Nobody killed it, and it did not break. */
  isAlive(): boolean
  /** All that it wrote to its outputs. */
  output(): string
  /** Nothing is closed, nothing said. */
  kill(): Promise<void>
  /** As Ctrl+C. */
  stop(): Promise<void>
}

const file = fileURLToPath(import.meta.url)
/** Milliseconds after which a server that neither serves nor ends is given up. */
const patienceMs = 30_000

export interface PreparedServer {
  start(order: ServerOrder): Promise<ServerProcess>
  /** It is not needed after all. */
  drop(): Promise<void>
}

export function startServerProcess(order: ServerOrder): Promise<ServerProcess> {
  return prepareServerProcess().start(order)
}

/** A process that has loaded everything and waits for its order: it serves a moment after it got it. */
export function prepareServerProcess(): PreparedServer {
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  const said: Buffer[] = []
  child.stdout?.on('data', (part: Buffer) => said.push(part))
  child.stderr?.on('data', (part: Buffer) => said.push(part))
  const output = () => Buffer.concat(said).toString()
  const start = async (order: ServerOrder): Promise<ServerProcess> => {
    const port = await new Promise<number>((resolve, reject) => {
      const clock = setTimeout(() => {
        child.kill('SIGKILL')
        reject(new Error(`The server did not serve within ${patienceMs / 1000} s: ${output()}`))
      }, patienceMs)
      child.once('message', (message) => (clearTimeout(clock), resolve(Number(message))))
      child.once(
        'exit',
        (code) => (clearTimeout(clock), reject(new Error(`The server ended with ${code}: ${output()}`))),
      )
      child.send(order)
    })
    return {
      port,
      url: `http://localhost:${port}`,
      pid: child.pid ?? 0,
      output,
      isAlive: () => child.exitCode === null && child.signalCode === null,
      kill: () => end(child, 'SIGKILL'),
      stop: () => end(child, 'SIGTERM'),
    }
  }
  return { start, drop: () => end(child, 'SIGKILL') }
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit', { signal: AbortSignal.timeout(patienceMs) })
  child.kill(signal)
  try {
    await gone
  } catch (error) {
    child.kill('SIGKILL')
    throw new Error(`The server did not end within ${patienceMs / 1000} s of ${signal}.`, { cause: error })
  }
}

async function serve(order: ServerOrder): Promise<void> {
  const app = await startApp({
    config: {
      ...plainConfig(order.dataDir),
      port: order.port,
      sms: order.sms ?? null,
      key: createSecretKey(Buffer.from(order.key, 'hex')),
    },
    database: order.database,
    house: { mode: () => 'real', switchTo: async () => undefined },
    limits: order.limits,
    logLevel: order.logLevel,
  })
  if (order.acksBeforeCommit) ackBeforeCommit(app)
  process.once('SIGTERM', () => void app.close().then(() => process.exit(0)))
  process.send?.(app.port)
}

if (process.argv[1] === file) {
  // whoever started it is gone: nobody would end it
  process.once('disconnect', () => process.exit(0))
  process.once('message', (order) => void serve(order as ServerOrder))
}
