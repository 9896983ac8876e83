import assert from 'node:assert/strict'
import { test } from 'node:test'
import { iconOf, titleOf } from './attention.ts'

test('the title counts what is unread, and says nothing where nothing is', () => {
  assert.equal(titleOf(0, 'Перемена'), 'Перемена')
  assert.equal(titleOf(-1, 'Перемена'), 'Перемена')
  assert.equal(titleOf(7, 'Перемена'), '(7) Перемена')
  assert.equal(titleOf(1000, 'Перемена'), '(999+) Перемена')
})

test('the icon has a dot only while something waits, and loads nothing', () => {
  const [quiet, calling] = [iconOf(0), iconOf(3)].map((address) => {
    assert.match(address, /^data:image\/svg\+xml,/)
    return decodeURIComponent(address.slice(address.indexOf(',') + 1))
  })
  assert.doesNotMatch(quiet!, /#d93a2a/)
  assert.match(calling!, /#d93a2a/)
  for (const svg of [quiet!, calling!])
    assert.doesNotMatch(svg.replace('http://www.w3.org/2000/svg', ''), /https?:|href|<script/)
})
