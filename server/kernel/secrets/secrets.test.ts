import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { crockford10 } from '#contract/accounts.ts'
import { randomCode, randomDigits, randomToken, shownCode } from './codes.ts'
import { secretsOf } from './secrets.ts'

const key = createSecretKey(randomBytes(32))
const secrets = secretsOf(key)

test('a sealed phone opens with the same key and for the same use only', () => {
  const sealed = secrets.seal('phone', '+79161234567')
  assert.equal(secrets.open('phone', sealed), '+79161234567')
  assert.throws(() => secrets.open('totp', sealed))
  assert.throws(() => secretsOf(createSecretKey(randomBytes(32))).open('phone', sealed))
})

test('sealing the same phone twice gives different bytes, none of which shows the phone', () => {
  const sealed = [secrets.seal('phone', '+79161234567'), secrets.seal('phone', '+79161234567')] as const
  assert.notDeepEqual(sealed[0], sealed[1])
  assert.ok(!sealed[0].includes('9161234567'))
})

test('a sealed value that was changed in any byte does not open', () => {
  const sealed = secrets.seal('phone', '+79161234567')
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed)
    changed.writeUInt8((changed.readUInt8(at) + 1) % 256, at)
    assert.throws(() => secrets.open('phone', changed), `byte ${at}`)
  }
})

test('a phone is found by the same hash after a restart, by another one for another use or key', () => {
  const hash = secrets.hash('phone', '+79161234567')
  assert.deepEqual(secretsOf(key).hash('phone', '+79161234567'), hash)
  assert.notDeepEqual(secrets.hash('login-code', '+79161234567'), hash)
  assert.notDeepEqual(secretsOf(createSecretKey(randomBytes(32))).hash('phone', '+79161234567'), hash)
})

test('the token of a shared link is the same each time and another for each link and version', () => {
  const token = secrets.linkToken('one', 1)
  assert.equal(secretsOf(key).linkToken('one', 1), token)
  assert.match(token, /^[A-Za-z0-9_-]{22}$/)
  assert.equal(new Set([token, secrets.linkToken('one', 2), secrets.linkToken('two', 1)]).size, 3)
})

test('of 20,000 codes no two are alike and every character appears at every place about equally often', () => {
  const codes = Array.from({ length: 20_000 }, randomCode)
  assert.equal(new Set(codes).size, codes.length)
  for (let at = 0; at < 10; at++) {
    const counts = new Map<string, number>()
    for (const code of codes) counts.set(code[at] ?? '', (counts.get(code[at] ?? '') ?? 0) + 1)
    assert.equal(counts.size, 32)
    for (const count of counts.values()) assert.ok(count > 480 && count < 780, `${count} of 625 expected`)
  }
})

test('a code is taken as people type it: small letters, hyphen, O for zero, I and L for one', () => {
  const code = randomCode()
  assert.equal(crockford10.parse(shownCode(code)), code)
  assert.equal(crockford10.parse(` ${shownCode(code).toLowerCase()} `), code)
  assert.equal(crockford10.parse('oOiIlL-7777'), '0011117777')
  assert.throws(() => crockford10.parse('UUUUUUUUUU'))
})

test('digits and tokens have their full length', () => {
  for (let n = 0; n < 1000; n++) assert.match(randomDigits(), /^\d{6}$/)
  assert.match(randomToken(), /^[A-Za-z0-9_-]{22}$/)
})
