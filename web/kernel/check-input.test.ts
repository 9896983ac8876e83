import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as z from 'zod/mini'
import { applicationForm } from '#contract/schools.ts'
import { email, line, namePart } from '#contract/kernel/scalars.ts'
import { fieldsAtFault, stillAtFault } from './check-input.ts'

const schema = z.strictObject({ title: line(5), contact: z.strictObject({ email, surname: namePart }) })

test('a right input has no field at fault', () => {
  assert.deepEqual(fieldsAtFault(schema, { title: 'Да', contact: { email: 'a@b.ru', surname: 'Ёлкин' } }), {})
})

test('an empty field is asked for, however many spaces were typed', () => {
  const codes = fieldsAtFault(schema, { title: '  ', contact: { email: '', surname: '' } })
  assert.deepEqual(codes, { title: 'required', 'contact.email': 'required', 'contact.surname': 'required' })
})

test('a check with a code of its own is named by it, others by their kind', () => {
  const codes = fieldsAtFault(schema, { title: 'слишком', contact: { email: 'почта', surname: 'Aдмин' } })
  assert.deepEqual(codes, { title: 'too_big', 'contact.email': 'bad_email', 'contact.surname': 'bad_name' })
})

test('a field that was put right is no longer marked, and no other is marked while typing', () => {
  assert.deepEqual(stillAtFault({ name: 'required', inn: 'bad_inn' }, { inn: 'bad_inn', address: 'required' }), {
    inn: 'bad_inn',
  })
  assert.deepEqual(stillAtFault({}, { address: 'required' }), {})
})

test('the number of a tax payer with a wrong control digit is named at its field', () => {
  assert.equal(fieldsAtFault(applicationForm, { inn: '6903028432' })['inn'], 'bad_inn')
  assert.equal(fieldsAtFault(applicationForm, { inn: '7707083893' })['inn'], undefined)
})
