import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { deviceOf, hashOfCookie, networkOf, sessionTransport } from './session-door.ts'

const cookie = 'A'.repeat(43)

test('only what we could have issued is looked up at all', () => {
  assert.deepEqual(hashOfCookie(cookie), createHash('sha256').update(cookie).digest())
  for (const value of [
    undefined,
    '',
    'A'.repeat(42),
    'A'.repeat(44),
    `${'A'.repeat(42)}=`,
    `${'A'.repeat(42)}\n`,
    `${cookie}; x`,
  ]) {
    assert.equal(hashOfCookie(value), null)
  }
})

test('a new session id has 256 random bits, goes out as a cookie, and only its hash is handed on', () => {
  const door = sessionTransport(undefined, '', '10.1.2.3')
  assert.equal(door.outgoing, undefined)
  const hash = door.issue()
  assert.deepEqual(hash, hashOfCookie(door.outgoing ?? undefined))
  assert.equal(Buffer.from(door.outgoing ?? '', 'base64url').length, 32)
  const ids = new Set(Array.from({ length: 1000 }, () => (door.issue(), door.outgoing)))
  assert.equal(ids.size, 1000)
})

test('signing out removes the cookie', () => {
  const door = sessionTransport(cookie, '', '')
  door.forget()
  assert.equal(door.outgoing, null)
})

test('a device is named by browser and system, never by more', () => {
  const yandex = 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 YaBrowser/24.1 Safari/537.36'
  assert.equal(deviceOf(yandex), 'Яндекс Браузер, Windows')
  assert.equal(
    deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1'),
    'Safari, iPhone',
  )
  assert.equal(deviceOf(''), 'Неизвестное устройство')
  assert.equal(deviceOf(`<script>${'x'.repeat(10_000)}`), 'Неизвестное устройство')
})

test('of an address only the first half is kept', () => {
  assert.equal(networkOf('192.168.5.7'), '192.168.*.*')
  assert.equal(networkOf('::ffff:10.20.30.40'), '10.20.*.*')
  assert.equal(networkOf('2a02:6b8:1:2:3:4:5:6'), '2a02:6b8:1:2:*')
})
