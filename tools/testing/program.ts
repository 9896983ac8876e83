import { spawn } from 'node:child_process'
import type { Counted } from './counted.ts'

/** Milliseconds after which a program of ours is taken for hanging. */
const longest = 300_000

/** Runs a file of ours on this Node and counts it as one test: it passes if it ends with 0, in time. */
export function runProgram(root: string, args: readonly string[]): Promise<Counted> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', timeout: longest, killSignal: 'SIGKILL' })
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      if (signal !== null)
        console.error(`${args.join(' ')} was ended by ${signal}, at the latest after ${longest / 1000} s`)
      resolve(code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })
    })
  })
}
