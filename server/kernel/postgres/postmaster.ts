/** PostgreSQL's parent process: whether it runs, how it is started, waited for and stopped. It outlives us if we are killed. */
import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { asOrdinaryUser } from './ordinary-user.ts'
import type { Transport } from './settings.ts'

/** How often a condition is looked at, in milliseconds. */
const glance = 8
const longestLog = 8 * 1024 * 1024

/** What a running postmaster says of itself in `postmaster.pid`. */
export interface Running {
  readonly pid: number
  readonly transport: Transport
  readonly isReady: boolean
}

/** The postmaster of this cluster, if one runs. A file that a dead one left, and whose number another process got, is removed. */
export function findRunning(cluster: string): Running | undefined {
  const file = join(cluster, 'postmaster.pid')
  const lines = readIfThere(file).split('\n')
  const pid = Number(lines[0])
  if (!pid || !isAlive(pid)) return undefined
  if (!isPostmasterOf(pid, cluster)) {
    rmSync(file, { force: true })
    return undefined
  }
  const socketFolder = lines[4]?.trim() ? lines[4].trim() : null
  return { pid, transport: { socketFolder, port: Number(lines[3]) }, isReady: lines[7]?.trim() === 'ready' }
}

/** Resolves when it takes connections; undefined if it ends before. */
export async function untilReady(cluster: string, pid: number): Promise<Running | undefined> {
  for (;;) {
    const running = findRunning(cluster)
    if (running?.pid === pid && running.isReady) return running
    if (!isAlive(pid)) return undefined
    await pause(glance)
  }
}

export interface Started {
  readonly pid: number
  readonly gone: Promise<void>
  /** What it has said since it was started. */
  words(): string
}

/** Starts it in a process group of its own: Ctrl+C in the terminal reaches us, and we stop it after our own work is done. */
export function startPostmaster(binaries: string, cluster: string): Started {
  const log = `${cluster}.log`
  if (existsSync(log) && statSync(log).size > longestLog) renameSync(log, `${log}.1`)
  const before = existsSync(log) ? statSync(log).size : 0
  const output = openSync(log, 'a', 0o600)
  const { program, args } = asOrdinaryUser({ program: join(binaries, 'postgres'), args: ['-D', cluster] })
  const child = spawn(program, args, {
    detached: true,
    stdio: ['ignore', output, output],
    env: environment(),
    cwd: cluster,
  })
  closeSync(output)
  const gone = new Promise<void>((resolve) => {
    child.on('exit', () => resolve())
    child.on('error', () => resolve())
  })
  child.unref()
  return { pid: child.pid ?? 0, gone, words: () => readFileSync(log).subarray(before).toString() }
}

/** Ends sessions, writes a checkpoint and stops; after `patience` milliseconds without the checkpoint, which costs a recovery. */
export async function stopPostmaster(pid: number, patience: number): Promise<void> {
  signal(pid, 'SIGINT')
  if (await untilDead(pid, patience)) return
  signal(pid, 'SIGQUIT')
  if (await untilDead(pid, patience)) return
  signal(pid, 'SIGKILL')
  await untilDead(pid, patience)
}

/** Ends it and its children at once; waits for nothing. */
export function killPostmaster(pid: number): void {
  signal(pid, 'SIGQUIT')
}

/** Resolves at the end of a process that is not our child; looked at without keeping us alive. */
export async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 200).unref())
}

async function untilDead(pid: number, patience: number): Promise<boolean> {
  const end = Date.now() + patience
  while (isAlive(pid)) {
    if (Date.now() > end) return false
    await pause(glance)
  }
  return true
}

/** Nothing of our own environment, which may hold passwords of gateways. */
export function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LANG: 'C.UTF-8', TZ: 'UTC' }
}

function isPostmasterOf(pid: number, cluster: string): boolean {
  if (process.platform !== 'linux') return true
  const words = readIfThere(`/proc/${pid}/cmdline`).split('\0')
  return /(^|\/)(postgres|unshare)$/.test(words[0] ?? '') && words.includes(cluster)
}

function isAlive(pid: number): boolean {
  if (pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  // A dead child that its parent has not noticed yet still answers signals.
  return process.platform !== 'linux' || !/^\d+ \(.*\) [ZX]/s.test(readIfThere(`/proc/${pid}/stat`))
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return ''
    throw error
  }
}
