import assert from 'node:assert/strict'
import { test } from 'node:test'
import { caretAfter, formatPhone } from './phone-format.ts'

test('a Russian number is grouped however it is begun', () => {
  for (const typed of ['+79205550144', '89205550144', '9205550144', '+7 (920) 555-01-44', '8 920 555 01 44']) {
    assert.equal(formatPhone(typed), '+7 920 555-01-44')
  }
})

test('what is not complete yet stays as far as it was typed', () => {
  assert.equal(formatPhone(''), '')
  assert.equal(formatPhone('+'), '+')
  assert.equal(formatPhone('8'), '+7')
  assert.equal(formatPhone('8920'), '+7 920')
  assert.equal(formatPhone('892055'), '+7 920 55')
  assert.equal(formatPhone('89205550'), '+7 920 555-0')
})

test('a foreign number keeps its digits', () => {
  assert.equal(formatPhone('+375 29 111-22-33'), '+375291112233')
  assert.equal(formatPhone('+998901234567'), '+998901234567')
})

test('the caret stays behind the digit that was typed', () => {
  assert.equal(caretAfter('+7 920 555-01-44', 4), 6)
  assert.equal(caretAfter('+7 920 555-01-44', 11), 16)
})
