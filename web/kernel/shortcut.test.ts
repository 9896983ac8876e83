import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isShortcut } from './shortcut.ts'

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

test('a shortcut is the place of a key: it works with a Russian layout', () => {
  assert.equal(isShortcut({ ...none, code: 'KeyK', key: 'л', ctrlKey: true }, 'Ctrl+K'), true)
  assert.equal(isShortcut({ ...none, code: 'KeyN', key: 'Т', altKey: true, shiftKey: true }, 'Alt+Shift+N'), true)
  assert.equal(isShortcut({ ...none, code: 'KeyR', key: 'K', ctrlKey: true }, 'Ctrl+K'), false)
})

test('on a Mac the command key stands for Ctrl', () => {
  assert.equal(isShortcut({ ...none, code: 'KeyK', key: 'k', metaKey: true }, 'Ctrl+K'), true)
})

test('one key more or less is another shortcut, and typing is none', () => {
  const pressed = { ...none, code: 'KeyK', key: 'k' }
  assert.equal(isShortcut(pressed, 'Ctrl+K'), false)
  assert.equal(isShortcut({ ...pressed, ctrlKey: true, shiftKey: true }, 'Ctrl+K'), false)
  assert.equal(isShortcut({ ...pressed, ctrlKey: true, altKey: true }, 'Ctrl+K'), false)
  assert.equal(isShortcut({ ...none, code: 'Slash', key: '/' }, '/'), true)
})
