import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFragment, tokenOf } from './fragment.ts'

const token = 'dGhpcyBpcyBhIHRva2Vu_-0'

test('the token of a link stands after the number sign, and nothing else is one', () => {
  assert.equal(readFragment(`#${token}`), token)
  assert.equal(readFragment(''), null)
  assert.equal(readFragment('#main'), null)
  assert.equal(readFragment('#<script>alert(1)</script>'), null)
})

test('a pasted line of the terminal is understood as well as the token alone', () => {
  assert.equal(tokenOf(`  Откройте http://localhost:3000/operator#${token}\n`), token)
  assert.equal(tokenOf(` ${token} `), token)
  assert.equal(tokenOf('http://localhost:3000/operator'), null)
})
