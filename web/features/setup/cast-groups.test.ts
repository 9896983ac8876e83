import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupsOf } from './cast-groups.ts'

test('people stand under their roles in the order of the cast', () => {
  const people = [
    { name: 'Павел', role: 'администратор школы' },
    { name: 'Елена', role: 'классный руководитель' },
    { name: 'Роман', role: 'классный руководитель' },
  ]
  assert.deepEqual(groupsOf(people), [
    { role: 'администратор школы', people: [people[0]] },
    { role: 'классный руководитель', people: [people[1], people[2]] },
  ])
  assert.deepEqual(groupsOf([]), [])
})
