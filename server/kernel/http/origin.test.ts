import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOwnOrigin } from './origin.ts'

const nowhere = { publicUrl: null }
const school = { publicUrl: 'https://school.example' }

test('without a public address only the very host on this machine counts as ours', () => {
  for (const host of ['localhost:3000', '127.0.0.1:3000', '[::1]:3000']) {
    assert.equal(isOwnOrigin({ host, origin: `http://${host}` }, nowhere), true)
  }
  const foreign = [
    'http://localhost:3001',
    'http://localhost',
    'http://evil.example',
    'null',
    '',
    'http://localhost:3000.evil.example',
  ]
  for (const origin of foreign) assert.equal(isOwnOrigin({ host: 'localhost:3000', origin }, nowhere), false, origin)
})

test('a name that was bound to this machine by a foreign DNS is not ours over plain HTTP', () => {
  assert.equal(isOwnOrigin({ host: 'evil.example:3000', origin: 'http://evil.example:3000' }, nowhere), false)
  assert.equal(isOwnOrigin({ host: 'localhost.evil.example', origin: 'http://localhost.evil.example' }, nowhere), false)
  assert.equal(isOwnOrigin({ host: '127.0.0.1.evil.example', origin: 'http://127.0.0.1.evil.example' }, nowhere), false)
})

test('with a public address its origin counts, not its neighbours', () => {
  assert.equal(isOwnOrigin({ host: 'school.example', origin: 'https://school.example' }, school), true)
  const foreign = [
    'http://school.example',
    'https://school.example:8443',
    'https://sub.school.example',
    'https://school.example.evil',
    'null',
  ]
  for (const origin of foreign) assert.equal(isOwnOrigin({ host: 'school.example', origin }, school), false, origin)
})

test('a request that names no origin is no page of ours', () => {
  assert.equal(isOwnOrigin({ host: 'localhost' }, nowhere), false)
})

test('the browser’s own word on the sender must agree', () => {
  const headers = { host: 'localhost', origin: 'http://localhost' }
  assert.equal(isOwnOrigin({ ...headers, 'sec-fetch-site': 'same-origin' }, nowhere), true)
  for (const site of ['cross-site', 'same-site', 'none'])
    assert.equal(isOwnOrigin({ ...headers, 'sec-fetch-site': site }, nowhere), false)
})
