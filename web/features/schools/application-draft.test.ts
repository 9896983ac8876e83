import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applicationForm } from '#contract/schools.ts'
import {
  type ApplicationDraft,
  draftOf,
  emptyDraft,
  faultsOf,
  formOf,
  innFault,
  innInGroups,
} from './application-draft.ts'

const filled: ApplicationDraft = {
  name: 'МОУ «Гимназия № 44» г. Твери',
  shortName: 'Гимназия № 44',
  inn: '7707 0838 93',
  address: 'г. Тверь, ул. Планировочная, 1',
  timeZone: 'Europe/Moscow',
  isZoneChosen: true,
  schoolEmail: 'school44@example.ru',
  schoolPhone: '+7 482 255-01-44',
  surname: 'Аксёнов',
  adminName: 'Павел',
  patronymic: 'Андреевич',
  position: 'учитель информатики',
  email: 'p.aksenov@example.ru',
  mobile: '+7 920 555-01-44',
}

test('a filled draft is what the contract wants, and comes back for correction as it was', () => {
  assert.deepEqual(faultsOf(filled), {})
  const form = applicationForm.parse(formOf(filled))
  assert.equal(form.inn, '7707083893')
  assert.deepEqual(
    draftOf({ ...form, schoolPhone: '+74822550144', admin: { ...form.admin, mobile: '+79205550144' } }),
    filled,
  )
})

test('a patronymic may be missing', () => {
  assert.deepEqual(faultsOf({ ...filled, patronymic: '  ' }), {})
  assert.equal(formOf({ ...filled, patronymic: ' ' }).admin.patronymic, null)
})

test('every empty field but the patronymic is asked for at its place', () => {
  const faults = faultsOf(emptyDraft)
  assert.equal(Object.keys(faults).length, 12)
  assert.equal(faults['form.admin.surname'], 'required')
  assert.equal(faults['form.schoolPhone'], 'required')
  assert.equal('form.admin.patronymic' in faults, false)
})

test('a half typed phone is named before sending', () => {
  assert.deepEqual(faultsOf({ ...filled, mobile: '+7 920 555' }), { 'form.admin.mobile': 'bad_phone' })
})

test('an ИНН is judged only when it is long enough', () => {
  assert.equal(innFault('7707 08'), undefined)
  assert.equal(innFault('7707 0838 94'), 'bad_inn')
  assert.equal(innFault('7707083893'), undefined)
  assert.equal(innInGroups('7707083893'), '7707 0838 93')
  assert.equal(innInGroups('7707'), '7707')
})
