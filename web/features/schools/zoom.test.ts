import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextZoom } from './zoom.ts'

test('the scan grows and shrinks by steps and stops at both ends', () => {
  assert.equal(nextZoom(100, 1), 125)
  assert.equal(nextZoom(100, -1), 75)
  assert.equal(nextZoom(300, 1), 300)
  assert.equal(nextZoom(50, -1), 50)
})
