import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cellsOf, cleanCode } from './code-cells.ts'

const slip = { boxes: 5, per: 2, digitsOnly: false }
const sms = { boxes: 6, per: 1, digitsOnly: true }

test('a code from a slip may be pasted with spaces and small letters', () => {
  assert.equal(cleanCode('k7 mp 4r 2x 9a', slip), 'K7MP4R2X9A')
  assert.deepEqual(cellsOf('K7MP4', slip), ['K7', 'MP', '4', '', ''])
})

test('letters of a Russian keyboard that look the same are taken', () => {
  assert.equal(cleanCode('К7МР4', slip), 'K7MP4')
  assert.equal(cleanCode('о0 il', slip), '0011')
})

test('a code from a message is digits only and never longer than its boxes', () => {
  assert.equal(cleanCode('Код: 123-456 789', sms), '123456')
  assert.deepEqual(cellsOf('12', sms), ['1', '2', '', '', '', ''])
})
