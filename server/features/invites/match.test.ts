import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { matchName } from './match.ts'

const list = [
  { id: '1', surname: 'Щербаков', name: 'Лев' },
  { id: '2', surname: 'Лебедева', name: 'София' },
  { id: '3', surname: 'Ёлкин', name: 'Артём' },
  { id: '4', surname: 'Мельникова-Дорошенко', name: 'Анна Мария' },
  { id: '5', surname: 'Иванов', name: 'Александр' },
  { id: '6', surname: 'Иванова', name: 'Мария' },
]

function found(surname: string, name: string): [string, boolean] | null {
  const match = matchName({ surname, name }, list)
  return match && [match.listed.id, match.exact]
}

test('ё and е, capitals, hyphens and spaces do not make another person', () => {
  deepEqual(found('елкин', 'Артем'), ['3', true])
  deepEqual(found('ЩЕРБАКОВ', 'лев'), ['1', true])
  deepEqual(found('Мельникова Дорошенко', 'Анна-Мария'), ['4', true])
  deepEqual(found('Ёлкин', 'Арте\u0308м'), ['3', true])
})

test('a slip of the pen, swapped names and pet names are similar, not the same', () => {
  deepEqual(found('Шербаков', 'Лев'), ['1', false])
  deepEqual(found('Щербаокв', 'Лев'), ['1', false])
  deepEqual(found('Лев', 'Щербаков'), ['1', false])
  deepEqual(found('Лебедева', 'Соня'), ['2', false])
  deepEqual(found('Иванов', 'Саша'), ['5', false])
  deepEqual(found('Мельникова', 'Анна Мария'), ['4', false])
  deepEqual(found('Щербаков', 'Л.'), ['1', false])
})

test('somebody else is not on the list', () => {
  equal(found('Дэнов', 'Дэн'), null)
  equal(found('Щербаков', 'Глеб'), null)
  equal(found('Иванова', 'Ольга'), null)
})

test('two who fit equally well are nobody: a person decides', () => {
  const twins = [...list, { id: '7', surname: 'Щербаков', name: 'Лев' }]
  equal(matchName({ surname: 'Щербаков', name: 'Лев' }, twins), null)
})
