export interface Counted {
  readonly passed: number
  readonly failed: number
}

export const noneCounted: Counted = { passed: 0, failed: 0 }

export function sum(...parts: readonly Counted[]): Counted {
  return {
    passed: parts.reduce((total, part) => total + part.passed, 0),
    failed: parts.reduce((total, part) => total + part.failed, 0),
  }
}
