import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proposedZone, russianZones } from './proposed-zone.ts'

test('an address in Tver proposes UTC+3, one in Provideniya UTC+12', () => {
  assert.equal(proposedZone('170043, г. Тверь, ул. Планировочная, 1'), 'Europe/Moscow')
  assert.equal(proposedZone('Чукотский АО, пгт Провидения, ул. Полярная, 5'), 'Asia/Kamchatka')
})

test('a region weighs more than a town of the same name', () => {
  assert.equal(proposedZone('Калининградская обл., г. Советск, ул. Победы, 2'), 'Europe/Kaliningrad')
  assert.equal(proposedZone('Кировская область, г. Советск, ул. Ленина, 3'), 'Europe/Moscow')
  assert.equal(proposedZone('Омская область, г. Тара'), 'Asia/Omsk')
  assert.equal(proposedZone('Томская область, г. Томск'), 'Asia/Krasnoyarsk')
})

test('a town is enough, with ё or without', () => {
  assert.equal(proposedZone('Екатеринбург, ул. Малышева, 10'), 'Asia/Yekaterinburg')
  assert.equal(proposedZone('г. Орёл, ул. Ленина'), 'Europe/Moscow')
  assert.equal(proposedZone('г. Комсомольск-на-Амуре'), 'Asia/Vladivostok')
})

test('a street named after a city does not move the school', () => {
  assert.equal(proposedZone('г. Тверь, ул. Омская, 4'), 'Europe/Moscow')
  assert.equal(proposedZone('г. Тверь, пр-т Иркутска'), 'Europe/Moscow')
})

test('an address without a place proposes nothing', () => {
  assert.equal(proposedZone('ул. Ленина, 1'), null)
  assert.equal(proposedZone(''), null)
})

test('every proposed zone stands in the list, with the offset that its clock has', () => {
  const winter = Date.parse('2026-01-15T00:00:00Z')
  for (const { zone, hours } of russianZones) {
    const shown = new Intl.DateTimeFormat('en', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' }).format(winter)
    assert.equal(Number(shown), hours, zone)
  }
})
