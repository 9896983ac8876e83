/** The real program on a database and a folder of its own, as `npm start` runs it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeTestDatabase } from '#server/testing/test-database.ts'

const program = fileURLToPath(new URL('../server/main.ts', import.meta.url))
/** Loaded machines are slow; a program that has not answered by then never will. */
const limitMs = 60_000

export interface RunningServer {
  readonly address: string
  /** The operator's one-time link that the terminal printed. */
  readonly operatorLink: string
  /** Ends it and starts it anew at the same address, with the same data and this more of environment. */
  restart(more: Record<string, string>): Promise<void>
  stop(): Promise<void>
}

interface Running {
  readonly child: ChildProcess
  readonly output: string
}

export async function startServer(environment: Record<string, string> = {}): Promise<RunningServer> {
  const database = await makeTestDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'peremena-e2e-'))
  const given = {
    PATH: process.env['PATH'] ?? '',
    DATA_DIR: dataDir,
    DATABASE_URL: database.app,
    DATABASE_OWNER_URL: database.owner,
    DATABASE_WORKER_URL: database.worker,
    ...environment,
  }
  // Messages that leave the server name its address, so it has to know its port beforehand.
  const port = await freePort()
  let running = await launch({ ...given, PORT: port })
  const address = find(running.output, /Перемена работает: (\S+)/)
  return {
    address,
    operatorLink: find(running.output, /(\S+\/operator#\S+)/),
    restart: async (more) => {
      await end(running.child)
      running = await launch({ ...given, ...more, PORT: port })
    },
    stop: async () => {
      await end(running.child)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<string> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return String(port)
}

/** Resolves when it has said that it serves. */
function launch(environment: Record<string, string>): Promise<Running> {
  const child = spawn(process.execPath, [program], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  return new Promise((resolve, reject) => {
    const fail = (what: string): void => reject(new Error(`The server ${what}:\n${output}`))
    const giveUp = (): void => {
      child.kill('SIGKILL')
      fail(`did not serve within ${limitMs} ms`)
    }
    const limit = AbortSignal.timeout(limitMs)
    limit.addEventListener('abort', giveUp)
    const hear = (chunk: Buffer): void => {
      output += chunk.toString()
      if (!output.includes('Остановить')) return
      limit.removeEventListener('abort', giveUp)
      resolve({ child, output })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', (code) => {
      limit.removeEventListener('abort', giveUp)
      fail(`ended with ${code}`)
    })
  })
}

/** Asks it to end; fails where it does not within the limit, and leaves nothing running. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = once(child, 'exit', { signal: AbortSignal.timeout(limitMs) })
  child.kill('SIGTERM')
  try {
    await gone
  } catch (error) {
    child.kill('SIGKILL')
    throw new Error(`The server did not end within ${limitMs} ms.`, { cause: error })
  }
}

function find(output: string, pattern: RegExp): string {
  const found = pattern.exec(output)?.[1]
  if (found === undefined) throw new Error(`The server did not say ${pattern}:\n${output}`)
  return found
}
