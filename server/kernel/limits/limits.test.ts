import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { defaultLimits, Limiter } from './limits.ts'

const send = defaultLimits.send

test('a burst passes, then calls come back at their pace', () => {
  const limiter = new Limiter(defaultLimits)
  for (let at = 0; at < send.burst; at++) assert.equal(limiter.take('send', 'a', 0), 0)
  assert.equal(limiter.take('send', 'a', 0), 1)
  assert.equal(limiter.take('send', 'a', 1000 / send.perSecond), 0)
  assert.ok(limiter.take('send', 'a', 1000 / send.perSecond) > 0)
})

test('sessions and kinds of call do not empty each other', () => {
  const limiter = new Limiter(defaultLimits)
  for (let at = 0; at < send.burst; at++) limiter.take('send', 'a', 0)
  assert.equal(limiter.take('send', 'b', 0), 0)
  assert.equal(limiter.take('read', 'a', 0), 0)
})

test('who is refused is told in how many seconds another try makes sense, and it then does', () => {
  const limiter = new Limiter(defaultLimits)
  for (let at = 0; at < defaultLimits['public-write'].burst; at++) limiter.take('public-write', 'a', 0)
  const wait = limiter.take('public-write', 'a', 0)
  assert.equal(wait, 10)
  assert.equal(limiter.take('public-write', 'a', wait * 1000), 0)
})

test('in any second-long stretch nobody gets more than burst and pace together', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 50, maxLength: 400 }), (pauses) => {
      const limiter = new Limiter(defaultLimits)
      let now = 0
      const passed: number[] = []
      for (const pause of pauses) {
        now += pause
        if (limiter.take('send', 'a', now) === 0) passed.push(now)
      }
      assert.ok(passed.length <= send.burst + (now / 1000) * send.perSecond + 1)
    }),
  )
})

test('strangers of one address share a wide bucket', () => {
  const limiter = new Limiter({ ...defaultLimits, read: { burst: 2, perSecond: 1 } })
  for (let at = 0; at < 200; at++) assert.equal(limiter.takeShared('read', '10.0.0.1', 0), 0)
  assert.ok(limiter.takeShared('read', '10.0.0.1', 0) > 0)
  assert.equal(limiter.takeShared('read', '10.0.0.2', 0), 0)
})

test('a clock that is set back takes nothing away', () => {
  const limiter = new Limiter(defaultLimits)
  assert.equal(limiter.take('send', 'a', 86_400_000), 0)
  assert.equal(limiter.take('send', 'a', 0), 0)
})

test('sweeping forgets only what is full again', () => {
  const limiter = new Limiter(defaultLimits)
  for (let at = 0; at < send.burst; at++) limiter.take('send', 'a', 0)
  limiter.takeShared('send', 'x', 0)
  limiter.sweep(100)
  assert.ok(limiter.take('send', 'a', 100) > 0)
  limiter.sweep(3_600_000)
  for (let at = 0; at < send.burst; at++) assert.equal(limiter.take('send', 'a', 3_600_000), 0)
})
