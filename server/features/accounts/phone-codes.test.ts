import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { chooseAccount, enterCode, me, requestCode } from '#contract/accounts.ts'
import { Refusal } from '#server/kernel/dispatch/refusal.ts'
import { arrange } from '#server/testing/arrange.ts'
import { accountWith, codeFor, signInByPhone } from '#server/testing/sign-in.ts'
import { type Browser, createWorld, newBrowser, type World } from '#server/testing/world.ts'
import { sendCode } from './index.ts'

let world: World
let phone: string
let accountId: string
let lastNumber = 1_000_000

before(async () => void (world = await createWorld()))
after(() => world.close())
beforeEach(async () => {
  phone = nextPhone()
  accountId = await accountWith(world, phone, 'Лев Щербаков, 7Б')
  await world.owner.query('delete from kernel.counter')
})

function nextPhone(): string {
  lastNumber += 1
  return `+7916${lastNumber}`
}

const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

async function outcome(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'in',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )
}

async function asked(number = phone): Promise<{ browser: Browser; code: string }> {
  const browser = newBrowser()
  await world.do(browser, requestCode, { phone: number })
  return { browser, code: await codeFor(world, browser) }
}

async function askedWithInvitation(number: string): Promise<{ browser: Browser; code: string }> {
  const browser = newBrowser()
  await world.do(browser, arrange, { schoolId: null, work: (ctx) => sendCode(ctx, { phone: number, mayCreate: true }) })
  return { browser, code: await codeFor(world, browser) }
}

test('the code of a known phone lets in, in whatever form the number is typed', async () => {
  const typed = `8 (916) ${phone.slice(5, 8)}-${phone.slice(8, 10)}-${phone.slice(10)}`
  const { browser, code } = await asked(typed)
  assert.deepEqual(await world.do(browser, enterCode, { code }), { accounts: [], mayBeNew: false })
  assert.equal((await world.do(browser, me, {})).accountId, accountId)
})

test('what cannot be a phone is said at the field', async () => {
  for (const wrong of ['12345', '+7 916 12', 'звоните мне', '+7 916 123 45 67 доб. 8', '+999 123 456 789']) {
    const error = await world.do(newBrowser(), requestCode, { phone: wrong }).catch((reason: unknown) => reason)
    assert.ok(error instanceof Refusal && error.code === 'bad_phone', wrong)
    assert.deepEqual(error.wire, { code: 'bad_phone', fields: { phone: 'bad_phone' } })
  }
})

test('a code works only in the browser that asked for it', async () => {
  const { code } = await asked()
  assert.equal(await world.refused(newBrowser(), enterCode, { code }), 'code_spent')
  const stranger = await asked(nextPhone())
  assert.notEqual(stranger.code, code)
  assert.equal(await world.refused(stranger.browser, enterCode, { code }), 'wrong_code')
})

test('only the code asked for last in a browser counts', async () => {
  const { browser, code } = await asked()
  await world.do(browser, requestCode, { phone })
  const later = await codeFor(world, browser)
  if (code !== later) assert.equal(await world.refused(browser, enterCode, { code }), 'wrong_code')
  await world.do(browser, enterCode, { code: later })
})

test('a code is used once', async () => {
  const { browser, code } = await asked()
  const cookie = browser.cookie
  await world.do(browser, enterCode, { code })
  assert.equal(await world.refused({ cookie, person: null }, enterCode, { code }), 'code_spent')
  assert.equal(await world.refused(browser, enterCode, { code }), 'code_spent')
})

test('a code lives ten minutes', async () => {
  const { browser, code } = await asked()
  world.clock.now += 10 * 60_000 + 1
  assert.equal(await world.refused(browser, enterCode, { code }), 'code_spent')
  world.clock.now -= 10 * 60_000 + 1
})

test('after three wrong tries even the right code is spent', async () => {
  const { browser, code } = await asked()
  for (let n = 0; n < 3; n++) assert.equal(await world.refused(browser, enterCode, { code: other(code) }), 'wrong_code')
  assert.equal(await world.refused(browser, enterCode, { code }), 'code_spent')
})

test('the third try may still be the right one', async () => {
  const { browser, code } = await asked()
  for (let n = 0; n < 2; n++) assert.equal(await world.refused(browser, enterCode, { code: other(code) }), 'wrong_code')
  await world.do(browser, enterCode, { code })
})

test('of a hundred wrong tries at once exactly three are looked at', async () => {
  const { browser, code } = await asked()
  const outcomes = await Promise.all(
    Array.from({ length: 100 }, () => outcome(world.do({ ...browser }, enterCode, { code: other(code) }))),
  )
  assert.equal(outcomes.filter((one) => one === 'wrong_code').length, 3)
  assert.equal(outcomes.filter((one) => one === 'code_spent').length, 97)
  assert.equal(await world.refused(browser, enterCode, { code }), 'code_spent')
})

test('of a hundred right tries at once exactly one gets in', async () => {
  const { browser, code } = await asked()
  const outcomes = await Promise.all(
    Array.from({ length: 100 }, () => outcome(world.do({ ...browser }, enterCode, { code }))),
  )
  assert.equal(outcomes.filter((one) => one === 'in').length, 1)
  assert.equal(outcomes.filter((one) => one === 'code_spent').length, 99)
  const { rows } = await world.owner.query('select 1 from accounts.session_account where account_id = $1', [accountId])
  assert.equal(rows.length, 1)
})

test('a number gets three codes a day, from however many browsers a hundred ask at once', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 100 }, () => outcome(world.do(newBrowser(), requestCode, { phone }))),
  )
  assert.equal(outcomes.filter((one) => one === 'in').length, 3)
  assert.equal(outcomes.filter((one) => one === 'too_many').length, 97)
})

test('asking again gives no more than nine guesses a day, and says when the next code may be asked', async () => {
  let guesses = 0
  for (let codes = 0; codes < 4; codes++) {
    const browser = newBrowser()
    const wish = await world.do(browser, requestCode, { phone }).catch((error: unknown) => error)
    if (wish instanceof Refusal) {
      assert.equal(wish.code, 'too_many')
      assert.ok((wish.detail.retryAfter ?? 0) > 86_000 && (wish.detail.retryAfter ?? 0) <= 86_400)
      continue
    }
    const code = await codeFor(world, browser)
    while ((await world.refused(browser, enterCode, { code: other(code) })) === 'wrong_code') guesses += 1
  }
  assert.equal(guesses, 9)
  world.clock.now += 24 * 3_600_000
  await world.do(newBrowser(), requestCode, { phone })
  world.clock.now -= 24 * 3_600_000
})

test('another number has its own limit', async () => {
  for (let n = 0; n < 3; n++) await world.do(newBrowser(), requestCode, { phone })
  assert.equal(await world.refused(newBrowser(), requestCode, { phone }), 'too_many')
  await world.do(newBrowser(), requestCode, { phone: nextPhone() })
})

test('from the 300th failure in an hour on everybody has to pause after each failure', async () => {
  await world.owner.query(
    `insert into kernel.counter (key, count, resets_at) values ('accounts failures', 299, now() + interval '1 hour')`,
  )
  const guesser = await asked(nextPhone())
  const honest = await asked()
  assert.equal(await world.refused(guesser.browser, enterCode, { code: other(guesser.code) }), 'wrong_code')
  const error = await world.do(honest.browser, enterCode, { code: honest.code }).catch((reason: unknown) => reason)
  assert.ok(error instanceof Refusal && error.code === 'too_many' && (error.detail.retryAfter ?? 99) <= 10)
  world.clock.now += 10_000
  await world.do(honest.browser, enterCode, { code: honest.code })
  world.clock.now -= 10_000
})

test('failures below the limit slow nobody down', async () => {
  await world.owner.query(
    `insert into kernel.counter (key, count, resets_at) values ('accounts failures', 298, now() + interval '1 hour')`,
  )
  const guesser = await asked(nextPhone())
  assert.equal(await world.refused(guesser.browser, enterCode, { code: other(guesser.code) }), 'wrong_code')
  assert.ok(await signInByPhone(world, phone))
})

test('the right digits of a number without an account are a wrong code', async () => {
  const { browser, code } = await asked(nextPhone())
  assert.equal(await world.refused(browser, enterCode, { code }), 'wrong_code')
  assert.equal((await world.do(browser, me, {})).accountId, null)
})

test('a phone of parent and child asks whom to enter as, and enters as that one', async () => {
  const parentId = await accountWith(world, phone, 'Ирина Щербакова, мама Льва')
  const { browser, code } = await asked()
  const { accounts } = await world.do(browser, enterCode, { code })
  assert.deepEqual(accounts, [
    { accountId, label: 'Лев Щербаков, 7Б' },
    { accountId: parentId, label: 'Ирина Щербакова, мама Льва' },
  ])
  assert.equal((await world.do(browser, me, {})).accountId, null)
  await world.do(browser, chooseAccount, { accountId: parentId })
  assert.equal((await world.do(browser, me, {})).accountId, parentId)
})

test('nobody chooses an account of another phone, before a code, or in another browser', async () => {
  await accountWith(world, phone)
  const strange = await accountWith(world, nextPhone())
  assert.equal(await world.refused(newBrowser(), chooseAccount, { accountId }), 'unknown_account')
  const { browser, code } = await asked()
  assert.equal(await world.refused(browser, chooseAccount, { accountId }), 'unknown_account')
  await world.do(browser, enterCode, { code })
  assert.equal(await world.refused(browser, chooseAccount, { accountId: strange }), 'unknown_account')
  assert.equal(await world.refused(browser, chooseAccount, { accountId: null }), 'unknown_account')
  assert.equal(await world.refused(newBrowser(), chooseAccount, { accountId }), 'unknown_account')
})

test('the choice is open for a quarter of an hour, and once', async () => {
  await accountWith(world, phone)
  const { browser, code } = await asked()
  await world.do(browser, enterCode, { code })
  world.clock.now += 15 * 60_000 + 1
  assert.equal(await world.refused(browser, chooseAccount, { accountId }), 'unknown_account')
  world.clock.now -= 15 * 60_000 + 1
  const again = { ...browser }
  await world.do(browser, chooseAccount, { accountId })
  assert.equal(await world.refused(again, chooseAccount, { accountId }), 'unknown_account')
})

test('with an invitation a new phone gets an account', async () => {
  const { browser, code } = await askedWithInvitation(nextPhone())
  assert.deepEqual(await world.do(browser, enterCode, { code }), { accounts: [], mayBeNew: false })
  assert.ok((await world.do(browser, me, {})).accountId)
})

test('a child invited on the phone of its mother may enter as somebody new', async () => {
  const { browser, code } = await askedWithInvitation(phone)
  const choice = await world.do(browser, enterCode, { code })
  assert.deepEqual(choice, { accounts: [{ accountId, label: 'Лев Щербаков, 7Б' }], mayBeNew: true })
  await world.do(browser, chooseAccount, { accountId: null })
  const { accountId: made } = await world.do(browser, me, {})
  assert.ok(made && made !== accountId)
  const later = await asked()
  assert.equal((await world.do(later.browser, enterCode, { code: later.code })).accounts.length, 2)
})
