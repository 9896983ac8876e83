/** Memory as Linux counts it. A page that several processes share counts for each by its part, so that sums are true. */
import { readFileSync } from 'node:fs'
import { childrenOf } from '../load/cpu.ts'

/** Kilobytes of one process; null where it cannot be known. */
export function memoryOf(pid: number): number | null {
  try {
    const line = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))
    return line ? Number(line[1]) : null
  } catch {
    // ended meanwhile, another user's, or no Linux
    return null
  }
}

/** Kilobytes of a process and all its descendants. */
export function memoryOfFamily(pid: number): number | null {
  const own = memoryOf(pid)
  if (own === null) return null
  return childrenOf(pid).reduce((sum, child) => sum + (memoryOfFamily(child) ?? 0), own)
}
