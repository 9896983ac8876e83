import assert from 'node:assert/strict'
import { test } from 'node:test'
import { schoolTime } from '#web/kernel/time/school-time.ts'
import { closingTimes } from './closing-times.ts'

test('a chat rests until seven in the morning of its own school', () => {
  const now = Date.parse('2026-11-22T20:31:12Z')
  for (const zone of ['Europe/Moscow', 'Asia/Anadyr', 'Asia/Kolkata']) {
    const time = schoolTime(zone)
    const [first, second, third] = closingTimes(now, time)
    assert.ok(first!.at - now > 3_540_000 && first!.at - now <= 3_660_000)
    assert.equal(time.clock(second!.at), '07:00', zone)
    assert.ok(second!.at > now && second!.at - now <= 86_400_000)
    assert.equal(third!.at - second!.at, 86_400_000)
  }
})
