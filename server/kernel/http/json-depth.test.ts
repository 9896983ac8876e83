import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isTooDeep } from './json-depth.ts'

const nested = (depth: number, wrap: (inside: unknown) => unknown): unknown =>
  depth === 0 ? 1 : wrap(nested(depth - 1, wrap))

test('JSON may be 20 levels deep, not 21, as arrays or as objects', () => {
  for (const wrap of [(inside: unknown) => [inside], (inside: unknown) => ({ inside })]) {
    assert.equal(isTooDeep(nested(20, wrap)), false)
    assert.equal(isTooDeep(nested(21, wrap)), true)
  }
})

test('the deepest branch counts, wherever it stands', () => {
  assert.equal(isTooDeep([1, { a: [] }, nested(20, (inside) => [inside]), 'x']), true)
})

test('wide JSON is walked once; simple values are no depth', () => {
  assert.equal(isTooDeep(Array.from({ length: 100_000 }, () => ({ a: [1] }))), false)
  for (const value of [null, undefined, 1, 'text', true]) assert.equal(isTooDeep(value), false)
})

test('JSON as deep as a body can hold does not overflow the stack', () => {
  assert.equal(isTooDeep(JSON.parse('['.repeat(60_000) + ']'.repeat(60_000))), true)
})

test('whatever is said to be shallow enough can be walked recursively', () => {
  const depthOf = (value: unknown): number =>
    typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 25 }), (value) =>
      assert.equal(isTooDeep(value), depthOf(value) > 21 || levels(value) > 20),
    ),
  )
})

/** Levels at which something stands, the root being 0. */
function levels(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const inside = Object.values(value)
  return inside.length === 0 ? 0 : 1 + Math.max(...inside.map(levels))
}
