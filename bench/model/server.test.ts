/** Histories of commands and mishaps, on the web client's own logic and the real server with its database. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import type { Trouble } from './line.ts'
import { SchoolLife, type Step } from './school-life.ts'

let life: SchoolLife
before(async () => {
  life = await SchoolLife.begin()
})
after(() => life.end())

const tab = fc.integer({ min: 0, max: 5 })
const chat = fc.integer({ min: 0, max: 2 })
const one = <T extends string>(...of: T[]) => fc.constantFrom(...of)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ does: one('send'), tab, chat }) },
  {
    weight: 4,
    arbitrary: fc.record({ does: one('edit', 'remove', 'hide'), tab, nth: fc.integer({ min: 0, max: 9 }) }),
  },
  { weight: 2, arbitrary: fc.record({ does: one('read'), tab, chat, back: fc.integer({ min: 0, max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ does: one('come', 'go', 'guide', 'follow', 'close', 'reopen'), chat }) },
  { weight: 4, arbitrary: fc.record({ does: one('cut', 'lose-answer', 'off', 'on', 'new-page'), tab }) },
  { weight: 3, arbitrary: fc.record({ does: one('trouble'), tab, trouble: one<Trouble>('twice', 'late', 'lost') }) },
  { weight: 3, arbitrary: fc.record({ does: one('rest') }) },
) as fc.Arbitrary<Step>

test('after any history every page shows what a fetch answers to its person, each message once and in order', async (t) => {
  let steps = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (history) => {
      await life.anew()
      for (const each of history) await life.run(each)
      await life.check()
      steps += history.length
    }),
    { numRuns: 60, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false },
  )
  t.diagnostic(`${steps} steps`)
  assert.ok(steps > 20)
})
