import assert from 'node:assert/strict'
import { test } from 'node:test'
import { textFault } from './text-fault.ts'

test('a text that cannot be kept as it is shows by its path, wherever it stands', () => {
  assert.equal(textFault({ text: 'a\0' }), 'text')
  assert.equal(textFault({ form: { names: ['ok', '\ud800'] } }), 'form.names.1')
  assert.equal(textFault({ '\udc00': 1 }), '\udc00')
  assert.equal(textFault('\0'), '')
})

test('all other texts are fine', () => {
  for (const value of ['', 'Щербаков 👩‍👧 \u2028\u202e', null, 1, true, [], {}, { a: ['𝐀'] }])
    assert.equal(textFault(value), undefined)
})
