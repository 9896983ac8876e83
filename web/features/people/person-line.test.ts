import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byListName, countStaff, type PersonLine, staffName, waitingForStatus } from './person-line.ts'

function line(part: Partial<PersonLine>): PersonLine {
  return {
    id: 'p1',
    surname: 'Круглова',
    name: 'Елена',
    patronymic: 'Сергеевна',
    roles: [],
    position: null,
    teacherStatus: 'none',
    teacherAskedAt: null,
    label: 'сотрудник',
    seal: false,
    entered: true,
    ...part,
  }
}

test('who has waited longest for the status stands first', () => {
  const people = [
    line({ id: 'late', teacherStatus: 'asked', teacherAskedAt: 20 }),
    line({ id: 'done', teacherStatus: 'confirmed' }),
    line({ id: 'early', teacherStatus: 'asked', teacherAskedAt: 10 }),
  ]
  assert.deepEqual(
    waitingForStatus(people).map(({ id }) => id),
    ['early', 'late'],
  )
})

test('staff is counted by the seal of the school', () => {
  assert.deepEqual(countStaff([line({ seal: true }), line({}), line({ seal: true })]), { confirmed: 2, all: 3 })
})

test('staff is written in full and sorted by surname, ё after е', () => {
  assert.equal(staffName(line({})), 'Елена Сергеевна Круглова')
  assert.equal(staffName(line({ patronymic: null })), 'Елена Круглова')
  const sorted = [line({ surname: 'Ёлкин' }), line({ surname: 'Жук' }), line({ surname: 'Ершов' })].toSorted(byListName)
  assert.deepEqual(
    sorted.map(({ surname }) => surname),
    ['Ёлкин', 'Ершов', 'Жук'].toSorted((a, b) => a.localeCompare(b, 'ru')),
  )
})
