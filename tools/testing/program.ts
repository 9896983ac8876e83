import { spawn } from 'node:child_process'
import type { Counted } from './counted.ts'

/** Runs a file of ours on this Node and counts it as one test: it passes if it ends with 0. */
export function runProgram(root: string, args: readonly string[]): Promise<Counted> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' })
  return new Promise((resolve) => {
    child.on('exit', (code) => resolve(code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }))
  })
}
