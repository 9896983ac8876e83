import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { Tickets } from './tickets.ts'

const key = createSecretKey(randomBytes(32))
const [mine, another] = [randomBytes(32), randomBytes(32)]

function make(start = 1_000_000) {
  const clock = { now: start }
  return { clock, tickets: new Tickets(key, () => clock.now) }
}

test('a ticket opens one socket of the session that fetched it', () => {
  const { tickets } = make()
  const ticket = tickets.issue(mine)
  assert.equal(tickets.redeem(ticket, another), false)
  assert.equal(tickets.redeem(ticket, mine), true)
  assert.equal(tickets.redeem(ticket, mine), false)
})

test('a ticket is good for 30 seconds', () => {
  const { tickets, clock } = make()
  const [fresh, old] = [tickets.issue(mine), tickets.issue(mine)]
  clock.now += 29_999
  assert.equal(tickets.redeem(fresh, mine), true)
  clock.now += 1
  assert.equal(tickets.redeem(old, mine), false)
})

test('a used ticket stays used although others come and go', () => {
  const { tickets, clock } = make()
  const ticket = tickets.issue(mine)
  tickets.redeem(ticket, mine)
  for (let at = 0; at < 100; at++) {
    clock.now += 250
    tickets.redeem(tickets.issue(another), another)
  }
  assert.equal(tickets.redeem(ticket, mine), false)
})

test('another node with the same key takes it, one with another key does not', () => {
  const ticket = make().tickets.issue(mine)
  assert.equal(make().tickets.redeem(ticket, mine), true)
  assert.equal(new Tickets(createSecretKey(randomBytes(32)), () => 1_000_000).redeem(ticket, mine), false)
})

test('a changed ticket is refused: a later end, another nonce, a cut or lengthened signature, nothing at all', () => {
  const { tickets } = make()
  const [until, nonce, signature] = tickets.issue(mine).split('.') as [string, string, string]
  const later = (Number.parseInt(until, 36) + 60_000).toString(36)
  const forged = [
    `${later}.${nonce}.${signature}`,
    `${until}.${nonce}x.${signature}`,
    `${until}.${nonce}.${signature.slice(1)}`,
    `${until}.${nonce}.${signature}A`,
    `${until}.${nonce}.`,
    `${until}.${nonce}`,
    '',
    null,
  ]
  for (const ticket of forged) assert.equal(tickets.redeem(ticket, mine), false)
  assert.equal(tickets.redeem(`${until}.${nonce}.${signature}`, mine), true)
})
