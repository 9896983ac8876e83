import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rememberIn } from './local.ts'

/** As a browser's, as far as it is used; `isRefused` while it is full or switched off. */
function storage() {
  const kept = new Map<string, string>()
  const state = { isRefused: false }
  const guard = (): void => {
    if (state.isRefused) throw new DOMException('full', 'QuotaExceededError')
  }
  const made = {
    getItem: (key: string) => (guard(), kept.get(key) ?? null),
    setItem: (key: string, value: string) => (guard(), kept.set(key, value)),
    removeItem: (key: string) => (guard(), kept.delete(key)),
  }
  const list = new Proxy(made, {
    ownKeys: () => (guard(), [...kept.keys()]),
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  })
  return { storage: list as unknown as Storage, kept, state }
}

test('what is remembered stays in the browser until it is forgotten', () => {
  const { storage: browser, kept } = storage()
  const local = rememberIn(browser)
  local.set('theme', 'dark')
  assert.equal(rememberIn(browser).get('theme'), 'dark')
  assert.deepEqual(local.keys(), ['theme'])
  local.set('theme', null)
  assert.equal(local.get('theme'), null)
  assert.equal(kept.size, 0)
})

test('where the browser refuses, this page remembers all the same', () => {
  const { storage: browser, state, kept } = storage()
  const local = rememberIn(browser)
  state.isRefused = true
  local.set('draft', 'Могу в субботу')
  assert.equal(local.get('draft'), 'Могу в субботу')
  assert.deepEqual(local.keys(), ['draft'])
  assert.equal(kept.size, 0)
  state.isRefused = false
  local.set('draft', 'Могу в воскресенье')
  assert.equal(local.get('draft'), 'Могу в воскресенье')
  assert.equal(kept.get('draft'), 'Могу в воскресенье', 'as soon as it takes it again')
})

test('without any storage nothing breaks', () => {
  const local = rememberIn(undefined)
  assert.equal(local.get('sound'), null)
  local.set('sound', 'false')
  assert.equal(local.get('sound'), 'false')
})
