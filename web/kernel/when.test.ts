import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agoOf, dayText, timeText, whenText } from './when.ts'

const words = { today: 'сегодня', yesterday: 'вчера' }
const at = Date.parse('2026-09-05T20:30:00Z')

test('the same moment is today in Tver and tomorrow in Provideniya', () => {
  const now = Date.parse('2026-09-05T20:40:00Z')
  assert.equal(whenText(at, now, { zone: 'Europe/Moscow', locale: 'ru', words }), 'сегодня, 23:30')
  assert.equal(whenText(at, now, { zone: 'Asia/Anadyr', locale: 'ru', words }), 'сегодня, 08:30')
})

test('midnight of the school makes it yesterday', () => {
  const now = Date.parse('2026-09-05T21:10:00Z')
  assert.equal(whenText(at, now, { zone: 'Europe/Moscow', locale: 'ru', words }), 'вчера, 23:30')
  assert.equal(whenText(at, now, { zone: 'Asia/Anadyr', locale: 'ru', words }), 'сегодня, 08:30')
})

test('older days are named, with the year only where it is another one', () => {
  assert.equal(dayText(at, Date.parse('2026-11-01T00:00:00Z'), { zone: 'Europe/Moscow', locale: 'ru' }), '5 сентября')
  assert.equal(
    dayText(at, Date.parse('2027-02-01T00:00:00Z'), { zone: 'Europe/Moscow', locale: 'ru' }),
    '5 сентября 2026',
  )
  assert.equal(dayText(at, at, { zone: 'Europe/Moscow', locale: 'en' }), '5 September')
  assert.equal(timeText(Date.parse('2026-09-05T21:05:00Z'), { zone: 'Europe/Moscow', locale: 'ru' }), '00:05')
})

test('a queue says minutes, then hours, then days', () => {
  const now = 10_000_000_000
  assert.deepEqual(agoOf(now - 30_000, now), { unit: 'now', count: 0 })
  assert.deepEqual(agoOf(now - 59 * 60_000, now), { unit: 'minutes', count: 59 })
  assert.deepEqual(agoOf(now - 47 * 3_600_000, now), { unit: 'hours', count: 47 })
  assert.deepEqual(agoOf(now - 72 * 3_600_000, now), { unit: 'days', count: 3 })
  assert.deepEqual(agoOf(now + 5000, now), { unit: 'now', count: 0 })
})
