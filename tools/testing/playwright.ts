import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Counted } from './counted.ts'

interface Report {
  readonly stats: {
    readonly expected: number
    readonly unexpected: number
    readonly flaky: number
    readonly skipped: number
  }
}

/** Milliseconds for all scenarios; Playwright itself ends them a little sooner. */
const longest = 900_000

/** Runs the browser scenarios; one that passed only at a second try counts as failed. */
export async function runPlaywright(root: string, files: readonly string[]): Promise<Counted> {
  const report = join(root, '.cache', 'scenarios.json')
  rmSync(report, { force: true })
  const program = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
  const child = spawn(process.execPath, [program, 'test', '--reporter=list,json', ...files], {
    cwd: root,
    stdio: 'inherit',
    timeout: longest,
    killSignal: 'SIGKILL',
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  })
  const code = await new Promise<number>((resolve) => child.on('exit', (ended) => resolve(ended ?? 1)))
  const { stats } = readReport(report)
  const failed = stats.unexpected + stats.flaky
  return { passed: stats.expected, failed: failed === 0 && code !== 0 ? 1 : failed }
}

function readReport(path: string): Report {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    // Without a report nothing is known to have passed; the exit code says the rest.
    return { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 } }
  }
}
