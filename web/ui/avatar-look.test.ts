import assert from 'node:assert/strict'
import { test } from 'node:test'
import { colourOf, initialsOf, tileColourOf } from './avatar-look.ts'

test('initials are those of the first name and the surname', () => {
  assert.equal(initialsOf('Елена Сергеевна Круглова'), 'ЕК')
  assert.equal(initialsOf('Лев Щербаков'), 'ЛЩ')
  assert.equal(initialsOf('ёжик Ёлкин'), 'ЁЁ')
  assert.equal(initialsOf('«Пчёлки»'), 'П')
  assert.equal(initialsOf(''), '')
})

test('a person keeps one colour and people are spread over all of them', () => {
  assert.equal(colourOf('a'), colourOf('a'))
  const used = new Set(Array.from({ length: 200 }, (_, n) => colourOf(`person ${n}`)))
  assert.equal(used.size, 7)
})

test('what belongs to the whole school is grey, a class has the colour of its grade', () => {
  assert.equal(tileColourOf(null), '--a8')
  assert.equal(tileColourOf('7Б'), tileColourOf('7В'))
  assert.notEqual(tileColourOf('7Б'), tileColourOf('11Б'))
})
