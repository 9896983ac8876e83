/** Processor time as Linux counts it, in microseconds. Elsewhere nothing is known, and nothing is said. */
import { readFileSync } from 'node:fs'

/** Linux tells programs of hundredths of a second, whatever it counts in itself. */
const microsPerTick = 10_000

/** Of a process and all its descendants, those that have ended too; null where it cannot be known. */
export function cpuOf(pid: number): number | null {
  const stat = read(`/proc/${pid}/stat`)
  if (stat === null) return null
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [user, system, endedUser, endedSystem] = fields.slice(11, 15).map(Number)
  const own = (user! + system! + endedUser! + endedSystem!) * microsPerTick
  return childrenOf(pid).reduce((sum, child) => sum + (cpuOf(child) ?? 0), own)
}

/** Of the whole machine: microseconds in which some core did something. */
export function cpuOfMachine(): number | null {
  const line = read('/proc/stat')?.split('\n')[0]
  if (line === undefined) return null
  const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0] = line.split(/\s+/).slice(1).map(Number)
  return (user + nice + system + irq + softIrq) * microsPerTick
}

export function childrenOf(pid: number): number[] {
  const text = read(`/proc/${pid}/task/${pid}/children`)
  return text === null ? [] : text.split(' ').filter(Boolean).map(Number)
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // ended meanwhile, or no Linux
    return null
  }
}
