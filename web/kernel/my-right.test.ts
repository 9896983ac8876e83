import assert from 'node:assert/strict'
import { test } from 'node:test'
import { myRight } from './my-right.ts'
import type { Me, Person } from './me.ts'

const as = (roles: readonly string[], isCurator = false): Pick<Me, 'person' | 'isOperator'> => ({
  isOperator: false,
  person: { roles, curatorOf: isCurator ? [{ classId: '7b', name: '7Б' }] : [] } as unknown as Person,
})

test('an administrator of the school may make classes, a teacher may not', () => {
  assert.equal(myRight(as(['admin']), 'class.create', { school: true }), 'yes')
  assert.equal(myRight(as(['teacher']), 'class.create', { school: true }), 'no')
})

test('a class teacher hands out the link of the own class only', () => {
  assert.equal(myRight(as(['teacher'], true), 'invite.pupil.hand', { school: true, curator: true }), 'yes')
  assert.equal(myRight(as(['teacher'], true), 'invite.pupil.hand', { school: true }), 'no')
})

test('the operator reviews applications, but not while acting as a person', () => {
  assert.equal(myRight({ isOperator: true, person: null }, 'org.review', {}), 'yes')
  assert.equal(myRight({ ...as(['teacher']), isOperator: true }, 'org.review', {}), 'no')
})

test('a stranger may only what stands open', () => {
  const stranger = { isOperator: false, person: null }
  assert.equal(myRight(stranger, 'org.apply', {}), 'yes')
  assert.equal(myRight(stranger, 'chat.list', { member: true }), 'no')
})
