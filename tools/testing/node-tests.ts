import { finished } from 'node:stream/promises'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { noneCounted } from './counted.ts'
import type { Counted } from './counted.ts'

/** The longest that one test may take, in milliseconds: a hanging one fails instead of holding everything up. */
const longest = 300_000

/** Runs each file in a process of its own, so many at a time, and shows what they say. */
export async function runNodeTests(files: readonly string[], concurrency: number): Promise<Counted> {
  if (files.length === 0) return noneCounted
  let counted: Counted = { passed: 0, failed: files.length }
  const events = run({ files: [...files], concurrency, isolation: 'process', timeout: longest })
  events.on('test:summary', ({ file, counts }) => {
    if (file !== undefined) return
    const skipped = counts.skipped + counts.todo
    counted = { passed: counts.passed, failed: counts.tests - counts.passed - skipped }
  })
  const shown = events.compose(spec)
  shown.pipe(process.stdout, { end: false })
  await finished(shown, { writable: false })
  return counted
}
