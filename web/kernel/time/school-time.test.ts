import assert from 'node:assert/strict'
import { test } from 'node:test'
import { schoolTime } from './school-time.ts'

const tver = schoolTime('Europe/Moscow')
const provideniya = schoolTime('Asia/Anadyr')
const now = Date.parse('2026-11-22T11:00:00Z')

test('times are the school’s, not the device’s', () => {
  assert.equal(tver.clock(now), '14:00')
  assert.equal(provideniya.clock(now), '23:00')
})

test('a list says the time today, then the day, then the date', () => {
  assert.equal(tver.short(Date.parse('2026-11-22T06:31:00Z'), now), '09:31')
  assert.equal(tver.short(Date.parse('2026-11-21T06:31:00Z'), now), 'вчера')
  assert.equal(tver.short(Date.parse('2026-11-20T06:31:00Z'), now), 'пт')
  assert.equal(tver.short(Date.parse('2026-11-10T06:31:00Z'), now), '10 ноя')
  assert.equal(tver.short(Date.parse('2025-11-18T06:31:00Z'), now), '18.11.2025')
})

test('midnight is the school’s midnight', () => {
  const evening = Date.parse('2026-11-21T13:00:00Z')
  assert.equal(tver.short(evening, now), 'вчера')
  assert.equal(provideniya.short(evening, now), '01:00')
  assert.equal(provideniya.day(evening, now), 'Сегодня')
})

test('days between messages are named in full', () => {
  assert.equal(tver.day(Date.parse('2026-11-20T06:31:00Z'), now), 'Пятница, 20 ноября')
  assert.equal(tver.day(Date.parse('2025-11-18T06:31:00Z'), now), '18 ноября 2025')
  assert.equal(tver.full(Date.parse('2026-11-20T06:31:00Z')), '20 ноября в 09:31')
})
