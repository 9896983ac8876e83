import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ClassLine, schoolNumbers, sortedClasses } from './class-line.ts'
import { letters, pressedCells, toggle, toggleAll } from './grid.ts'

function line(part: Partial<ClassLine>): ClassLine {
  return {
    id: 'c',
    name: '7Б',
    grade: 7,
    curators: [],
    pupils: 0,
    entered: 0,
    parents: 0,
    families: 0,
    requests: 0,
    archived: false,
    ...part,
  }
}

test('classes stand by grade, then letter; those without a grade at the end, archived ones nowhere', () => {
  const classes = [
    line({ name: '10А', grade: 10 }),
    line({ name: 'Театр', grade: null }),
    line({ name: '2Б', grade: 2 }),
    line({ name: '2А', grade: 2 }),
    line({ name: '1А', grade: 1, archived: true }),
  ]
  assert.deepEqual(
    sortedClasses(classes).map(({ name }) => name),
    ['2А', '2Б', '10А', 'Театр'],
  )
})

test('the numbers of the school add up its classes and name those without a class teacher', () => {
  const numbers = schoolNumbers([
    line({ name: '1Г', pupils: 26, entered: 24, families: 20 }),
    line({
      name: '7Б',
      pupils: 26,
      entered: 26,
      families: 31,
      curators: [{ personId: 'p', name: 'Елена Сергеевна Круглова' }],
    }),
  ])
  assert.deepEqual(numbers, { pupils: 52, entered: 50, families: 51, withoutCurator: ['1Г'] })
})

test('a press on a grade fills its row and empties it again, and leaves standing classes alone', () => {
  const row = letters.map((letter) => ({ grade: 7, letter }))
  const standing = new Set(['7А'])
  const full = toggleAll(new Set(['1А']), row, standing)
  assert.equal(full.size, letters.length)
  assert.equal(full.has('7А'), false)
  assert.deepEqual([...toggleAll(full, row, standing)], ['1А'])
})

test('a press on a cell takes it and gives it back; what is sent stands in the order of the grid', () => {
  const pressed = toggle(toggle(toggle(new Set(), '10Б'), '2А'), '1Г')
  assert.deepEqual(pressedCells(pressed), [
    { grade: 1, letter: 'Г' },
    { grade: 2, letter: 'А' },
    { grade: 10, letter: 'Б' },
  ])
  assert.deepEqual(pressedCells(toggle(pressed, '2А')), [
    { grade: 1, letter: 'Г' },
    { grade: 10, letter: 'Б' },
  ])
})
