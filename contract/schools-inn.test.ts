import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inn } from './schools.ts'
import { isInn } from './schools-inn.ts'

test('the ИНН of real organisations and a real private person pass', () => {
  for (const real of ['7707083893', '7736050003', '7702070139', '7710140679', '5003052454', '500100732259']) {
    assert.ok(isInn(real), real)
  }
})

test('one wrong digit, or two swapped neighbours, fails', () => {
  for (const real of ['7707083893', '500100732259']) {
    for (let at = 0; at < real.length; at++) {
      for (let digit = 0; digit < 10; digit++) {
        const typo = real.slice(0, at) + digit + real.slice(at + 1)
        if (typo !== real) assert.equal(isInn(typo), hasEqualControl(typo), typo)
      }
    }
  }
  assert.ok(!isInn('7707038893'))
})

/** The remainder 10 is written as 0, so a few typos are lawful ИНН: worked out here by the letter of the order. */
function hasEqualControl(text: string): boolean {
  const weights: Record<number, number[]> = {
    10: [2, 4, 10, 3, 5, 9, 4, 6, 8],
    11: [7, 2, 4, 10, 3, 5, 9, 4, 6, 8],
    12: [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8],
  }
  const lengths = text.length === 10 ? [10] : [11, 12]
  return lengths.every((length) => {
    let sum = 0
    for (const [at, weight] of (weights[length] ?? []).entries()) sum += weight * Number(text.charAt(at))
    const rest = sum - Math.floor(sum / 11) * 11
    return (rest === 10 ? 0 : rest) === Number(text.charAt(length - 1))
  })
}

test('only ten or twelve digits are an ИНН', () => {
  for (const wrong of [
    '',
    '770708389',
    '77070838933',
    '0000000000',
    '000000000000',
    'abcdefghij',
    '٧٧٠٧٠٨٣٨٩٣',
    '7707083893 ',
  ]) {
    assert.ok(!isInn(wrong), wrong)
  }
})

test('spaces that people type for reading are taken out', () => {
  assert.equal(inn.parse('77 0708 3893'), '7707083893')
  assert.throws(() => inn.parse('77 0708 3894'))
})
