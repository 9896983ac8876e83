import assert from 'node:assert/strict'
import { test } from 'node:test'
import { redeem } from '#contract/invites.ts'
import { type Asking, faultsOf, nothingAsked, redeemInput } from './asking.ts'

const secret = 'abcdefghijklmnopqrstuvwxyz'
const filled: Asking = {
  surname: 'Щербакова',
  name: 'Ольга',
  patronymic: 'Ивановна',
  position: 'учитель химии',
  childSurname: 'Щербаков',
  childName: 'Лев',
  kin: 'mother',
}

test('a pupil is asked for the name alone', () => {
  assert.deepEqual(faultsOf('pupil', nothingAsked, secret), { surname: 'required', name: 'required' })
  const input = redeemInput('pupil', filled, secret)
  assert.deepEqual([input.names?.patronymic, input.position, input.child], [null, null, null])
})

test('staff is asked for the position as well, a parent for the child and who one is to it', () => {
  assert.deepEqual(Object.keys(faultsOf('teacher', nothingAsked, secret)).toSorted(), ['name', 'position', 'surname'])
  assert.deepEqual(Object.keys(faultsOf('parent', nothingAsked, secret)).toSorted(), [
    'childName',
    'childSurname',
    'kin',
    'name',
    'surname',
  ])
})

test('what is filled in is what the contract wants', () => {
  for (const kind of ['administration', 'teacher', 'staff', 'pupil', 'parent'] as const) {
    assert.deepEqual(faultsOf(kind, filled, secret), {}, kind)
    redeem.input.parse(redeemInput(kind, filled, secret))
  }
})

test('a name with foreign letters in it is named at its field', () => {
  assert.deepEqual(faultsOf('pupil', { ...filled, name: 'Лeв' }, secret), { name: 'bad_name' })
})
