import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shareOf, usualSeconds } from './making-progress.ts'

test('the bar only ever grows and is never full before the school is ready', () => {
  let before = -1
  for (let seconds = 0; seconds <= 100; seconds += 0.5) {
    const now = shareOf(seconds)
    assert.ok(now > before && now < 1, `${seconds} s: ${now}`)
    before = now
  }
  assert.equal(shareOf(usualSeconds / 2), 0.5)
})
