import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchesWords } from './match-words.ts'
import { isShortcut } from './shortcut.ts'

test('a person is found by the beginnings of any words, ё is е', () => {
  assert.ok(matchesWords('Ёлкин Матвей Юрьевич', 'ел мат'))
  assert.ok(matchesWords('Мельникова-Дорошенко Ирина', 'дорош'))
  assert.ok(!matchesWords('Елена Круглова', 'руг'))
  assert.ok(matchesWords('всё', ''))
})

test('a shortcut goes by the key, whatever the layout writes', () => {
  const pressed = { code: 'KeyK', key: 'л', ctrlKey: true, metaKey: false, altKey: false, shiftKey: false }
  assert.ok(isShortcut(pressed, 'Ctrl+K'))
  assert.ok(!isShortcut({ ...pressed, shiftKey: true }, 'Ctrl+K'))
  assert.ok(isShortcut({ ...pressed, ctrlKey: false, metaKey: true }, 'Ctrl+K'))
})
