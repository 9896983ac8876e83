import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { beginPasskey, beginTotp, confirmTotp, me, passFactor } from '#contract/accounts.ts'
import { Refusal } from '#server/kernel/dispatch/refusal.ts'
import { accountWith, setUpTotp, signInByPhone, totpAt, type WithFactor } from '#server/testing/sign-in.ts'
import { type Browser, createWorld, newBrowser, type World } from '#server/testing/world.ts'

let world: World
let phone: string
let lastNumber = 5_000_000

before(async () => void (world = await createWorld()))
after(() => world.close())
beforeEach(async () => {
  lastNumber += 1
  phone = `+7916${lastNumber}`
  await accountWith(world, phone, 'Марина Викторовна Орлова')
  await world.owner.query('delete from kernel.counter')
})

const factor = async (browser: Browser) => (await world.do(browser, me, {})).factor
const nextCode = (secret: string) => totpAt(secret, (world.clock.now += 60_000))

/** An account whose factor is set up, entered from another browser that has not passed it. */
async function guarded(): Promise<{ browser: Browser } & WithFactor> {
  const made = await setUpTotp(world, await signInByPhone(world, phone))
  return { browser: await signInByPhone(world, phone), ...made }
}

async function outcome(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'in',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )
}

test('a seed counts only after its first code, and brings ten recovery codes', async () => {
  const browser = await signInByPhone(world, phone)
  const { secret, uri } = await world.do(browser, beginTotp, {})
  assert.match(uri, /^otpauth:\/\/totp\/.*secret=/)
  assert.match(secret, /^[A-Z2-7]{32}$/)
  assert.deepEqual((await factor(browser)).methods, [])
  const { recoveryCodes } = await world.do(browser, confirmTotp, { code: totpAt(secret, world.clock.now) })
  assert.equal(new Set(recoveryCodes).size, 10)
  assert.deepEqual(await factor(browser), { methods: ['totp'], passed: true, recoveryCodesLeft: 10 })
})

test('a wrong first code confirms nothing, and without a beginning there is nothing to confirm', async () => {
  const browser = await signInByPhone(world, phone)
  assert.equal(await world.refused(browser, confirmTotp, { code: '123456' }), 'not_begun')
  const { secret } = await world.do(browser, beginTotp, {})
  assert.equal(await world.refused(browser, confirmTotp, { code: wrongCode(secret) }), 'wrong_code')
  assert.deepEqual((await factor(browser)).methods, [])
})

function wrongCode(secret: string): string {
  const near = [-60_000, -30_000, 0, 30_000, 60_000].map((shift) => totpAt(secret, world.clock.now + shift))
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.includes(code)) ?? ''
}

test('a code of the app passes, half a minute early or late too, and no further', async () => {
  const { browser, secret } = await guarded()
  world.clock.now += 3_600_000
  for (const [shift, expected] of [
    [-90_000, 'wrong_code'],
    [90_000, 'wrong_code'],
    [-30_000, 'in'],
    [0, 'in'],
    [30_000, 'in'],
  ] as const) {
    assert.equal(
      await outcome(world.do(browser, passFactor, { by: 'totp', code: totpAt(secret, world.clock.now + shift) })),
      expected,
    )
  }
})

test('a code passes once: whoever looked over the shoulder comes too late', async () => {
  const { browser, secret } = await guarded()
  const thief = await signInByPhone(world, phone)
  const code = nextCode(secret)
  await world.do(browser, passFactor, { by: 'totp', code })
  assert.equal(await world.refused(thief, passFactor, { by: 'totp', code }), 'code_spent')
})

test('of many who show one code at once exactly one passes', async () => {
  const { secret } = await guarded()
  const browsers = [await signInByPhone(world, phone)]
  const code = nextCode(secret)
  const copies = Array.from({ length: 50 }, () => ({ ...(browsers[0] ?? newBrowser()) }))
  const outcomes = await Promise.all(copies.map((copy) => outcome(world.do(copy, passFactor, { by: 'totp', code }))))
  assert.equal(outcomes.filter((one) => one === 'in').length, 1)
})

test('five tries in a quarter of an hour, also when a hundred come at once', async () => {
  const { browser, secret } = await guarded()
  const code = wrongCode(secret)
  const outcomes = await Promise.all(
    Array.from({ length: 100 }, () => outcome(world.do({ ...browser }, passFactor, { by: 'totp', code }))),
  )
  assert.equal(outcomes.filter((one) => one === 'wrong_code').length, 5)
  assert.equal(outcomes.filter((one) => one === 'too_many').length, 95)
  assert.equal(await world.refused(browser, passFactor, { by: 'totp', code: nextCode(secret) }), 'too_many')
  world.clock.now += 15 * 60_000
  await world.do(browser, passFactor, { by: 'totp', code: nextCode(secret) })
})

test('a right code gives the tries back', async () => {
  const { browser, secret } = await guarded()
  for (let n = 0; n < 4; n++) await world.refused(browser, passFactor, { by: 'totp', code: wrongCode(secret) })
  await world.do(browser, passFactor, { by: 'totp', code: nextCode(secret) })
  for (let n = 0; n < 4; n++)
    assert.equal(await world.refused(browser, passFactor, { by: 'totp', code: wrongCode(secret) }), 'wrong_code')
  await world.do(browser, passFactor, { by: 'totp', code: nextCode(secret) })
})

test('a recovery code passes once and is counted down', async () => {
  const { browser, recoveryCodes } = await guarded()
  const code = recoveryCodes[3] ?? ''
  await world.do(browser, passFactor, { by: 'recovery', code })
  assert.deepEqual(await factor(browser), { methods: ['totp'], passed: true, recoveryCodesLeft: 9 })
  assert.equal(await world.refused(browser, passFactor, { by: 'recovery', code }), 'code_spent')
  assert.equal(await world.refused(browser, passFactor, { by: 'recovery', code: '0000000000' }), 'wrong_code')
})

test('a recovery code of somebody else is wrong', async () => {
  const { recoveryCodes } = await guarded()
  lastNumber += 1
  phone = `+7916${lastNumber}`
  await accountWith(world, phone)
  const { browser } = await guarded()
  assert.equal(await world.refused(browser, passFactor, { by: 'recovery', code: recoveryCodes[0] ?? '' }), 'wrong_code')
})

test('of a hundred who show one recovery code at once exactly one passes', async () => {
  const { browser, recoveryCodes } = await guarded()
  const outcomes = await Promise.all(
    Array.from({ length: 100 }, () =>
      outcome(world.do({ ...browser }, passFactor, { by: 'recovery', code: recoveryCodes[0] ?? '' })),
    ),
  )
  assert.equal(outcomes.filter((one) => one === 'in').length, 1)
})

test('whoever only has the phone cannot put his own second factor in the place of the old one', async () => {
  const { browser } = await guarded()
  assert.equal(await world.refused(browser, beginTotp, {}), 'second_factor_needed')
  assert.equal(await world.refused(browser, confirmTotp, { code: '123456' }), 'second_factor_needed')
  assert.equal(await world.refused(browser, beginPasskey, {}), 'second_factor_needed')
})

test('a new seed replaces the old one when it is confirmed, and the recovery codes stay', async () => {
  const { browser, secret } = await guarded()
  await world.do(browser, passFactor, { by: 'totp', code: nextCode(secret) })
  const renewed = await world.do(browser, beginTotp, {})
  await world.do(browser, passFactor, { by: 'totp', code: nextCode(secret) })
  const { recoveryCodes } = await world.do(browser, confirmTotp, { code: nextCode(renewed.secret) })
  assert.equal(recoveryCodes, null)
  assert.equal(await world.refused(browser, passFactor, { by: 'totp', code: nextCode(secret) }), 'wrong_code')
  await world.do(browser, passFactor, { by: 'totp', code: nextCode(renewed.secret) })
})

test('seeds and recovery codes stand nowhere in the clear', async () => {
  const { secret, recoveryCodes } = await guarded()
  const { rows } = await world.owner.query(
    'select t::text as text from accounts.totp t union all select r::text from accounts.recovery_code r',
  )
  const all = rows.map(({ text }: { text: string }) => text).join('\n')
  for (const canary of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replace('-', ''))]) {
    assert.ok(!all.includes(canary) && !all.includes(Buffer.from(canary).toString('hex')))
  }
})

test('a stranger has no factor to set', async () => {
  for (const call of [beginTotp, beginPasskey])
    assert.equal(await world.refused(newBrowser(), call, {}), 'unauthorized')
})
