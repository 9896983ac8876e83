/**
 * Test files, each as a process of its own. One that does not end is killed with everything it started, and fails: Node's
 * own runner waits for it for ever.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { noneCounted, sum, type Counted } from './counted.ts'

/** Milliseconds for one test, and for a whole file. */
const longest = { test: 240_000, file: 420_000 }
const counting = fileURLToPath(new URL('./counting-reporter.mjs', import.meta.url))
const running = new Set<number>()

/** Runs so many files at a time, shows what each says when it has ended, and at the end what failed. */
export async function runNodeTests(
  files: readonly string[],
  concurrency: number,
  limits: { readonly test: number; readonly file: number } = longest,
): Promise<Counted> {
  if (files.length === 0) return noneCounted
  const folder = mkdtempSync(join(tmpdir(), 'peremena-tests-'))
  const queue = [...files.entries()]
  const ended: Ended[] = []
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [number, file] = next
      const one = await runFile(file, join(folder, String(number)), limits)
      ended.push(one)
      process.stdout.write(one.said)
    }
  }
  try {
    await Promise.all(Array.from({ length: concurrency }, work))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  tellFailures(ended)
  return sum(...ended.map((one) => one.counted))
}

/** Ends what is under way, for whoever stops the run. */
export function killNodeTests(): void {
  for (const group of running) killGroup(group)
}

interface Ended {
  readonly file: string
  readonly counted: Counted
  readonly failures: readonly string[]
  readonly said: string
}

async function runFile(file: string, report: string, limits: { test: number; file: number }): Promise<Ended> {
  const started = performance.now()
  const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout']
  const counter = [`--test-reporter=${counting}`, `--test-reporter-destination=${report}`]
  const args = ['--test-force-exit', `--test-timeout=${limits.test}`, ...reporters, ...counter, file]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const parts: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => parts.push(part))
  const group = child.pid
  if (group !== undefined) running.add(group)
  let isLate = false
  const clock = setTimeout(() => {
    isLate = true
    if (group !== undefined) killGroup(group)
  }, limits.file)
  const code = await new Promise<number | null>((resolve) => {
    child.on('error', () => resolve(null))
    child.on('exit', resolve)
  })
  clearTimeout(clock)
  if (group !== undefined) {
    // what the file left running goes with it; it may hold the outputs open
    killGroup(group)
    running.delete(group)
  }
  const { counted, failures } = readReport(report)
  const isBroken = code !== 0 && counted.failed === 0
  const seconds = Math.round((performance.now() - started) / 1000)
  const reason = isLate ? `did not end in ${limits.file / 1000} s and was killed` : `ended with ${code}`
  const broken = isBroken || isLate ? [`${file}: ${reason}`] : []
  return {
    file,
    counted: sum(counted, { passed: 0, failed: broken.length }),
    failures: [...failures.map((failure) => `${file}: ${failure}`), ...broken],
    said: `▶ ${file} (${seconds} s)\n${Buffer.concat(parts).toString()}${broken.map((line) => `✖ ${line}\n`).join('')}`,
  }
}

function killGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL')
  } catch (error) {
    // nobody of the group is left
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** What the reporter wrote before the end, one line per test: a killed file has counted what it had done. */
function readReport(path: string): { counted: Counted; failures: string[] } {
  let counted = noneCounted
  const failures: string[] = []
  for (const line of read(path).split('\n').filter(Boolean)) {
    const { name, passed } = JSON.parse(line) as { name: string; passed: boolean }
    counted = sum(counted, passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })
    if (!passed) failures.push(name)
  }
  return { counted, failures }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}

function tellFailures(ended: readonly Ended[]): void {
  const failures = ended.flatMap((one) => one.failures)
  if (failures.length > 0) console.log(`\nFailed:\n${failures.map((failure) => `  ✖ ${failure}`).join('\n')}`)
}
