import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import {
  chooseAccount,
  endOtherSessions,
  endSession,
  enterCode,
  enterLoginCode,
  listSessions,
  me,
  passFactor,
  requestCode,
  signOut,
} from '#contract/accounts.ts'
import { Refusal } from '#server/kernel/dispatch/refusal.ts'
import { arrange } from '#server/testing/arrange.ts'
import { accountWith, codeFor, setUpTotp, signInByPhone, totpAt } from '#server/testing/sign-in.ts'
import { type Browser, createWorld, newBrowser, sessionHashOf, type World } from '#server/testing/world.ts'
import { guardedSessionSeconds, isLoginCode, labelAccount, makeLoginCode, setSessionLife } from './index.ts'

let world: World
let phone: string
let accountId: string
let lastNumber = 4_000_000
const ended: string[] = []

before(async () => {
  world = await createWorld()
  world.core.onEnded((keys) => void ended.push(...keys))
})
after(() => world.close())
beforeEach(async () => {
  lastNumber += 1
  phone = `+7916${lastNumber}`
  accountId = await accountWith(world, phone, 'Лев Щербаков, 7Б')
  await world.owner.query('delete from kernel.counter')
})

const who = async (browser: Browser) => (await world.do(browser, me, {})).accountId
const giveCode = (id = accountId) =>
  world.do(newBrowser(), arrange, { schoolId: null, work: (ctx) => makeLoginCode(ctx, id) }) as Promise<{
    code: string
    validHours: number
  }>

test('a stranger is told nothing', async () => {
  assert.deepEqual(await world.do(newBrowser(), me, {}), {
    accountId: null,
    isOperator: false,
    accounts: [],
    factor: { methods: [], passed: false, recoveryCodesLeft: 0 },
  })
})

test('the session id from before signing in is worth nothing afterwards', async () => {
  const browser = newBrowser()
  await world.do(browser, requestCode, { phone })
  const planted = { ...browser }
  await world.do(browser, enterCode, { code: await codeFor(world, browser) })
  assert.notEqual(browser.cookie, planted.cookie)
  assert.equal(await who(browser), accountId)
  assert.equal(await who(planted), null)
})

test('a session id that an attacker made up is never taken over', async () => {
  const planted: Browser = { cookie: Buffer.alloc(32, 7).toString('base64url'), person: null }
  const browser = { ...planted }
  await signInByPhone(world, phone, browser)
  assert.equal(await who(browser), accountId)
  assert.equal(await who(planted), null)
})

test('after signing out the old id is refused, and its open pages are closed', async () => {
  const browser = await signInByPhone(world, phone)
  const old = { ...browser }
  await world.do(browser, signOut, {})
  assert.equal(browser.cookie, undefined)
  assert.equal(await world.refused(old, listSessions, {}), 'unauthorized')
  assert.ok(ended.includes(sessionHashOf(old).toString('base64url')))
})

test('signing in again ends the session before, in the same browser', async () => {
  const browser = await signInByPhone(world, phone)
  const old = { ...browser }
  await signInByPhone(world, phone, browser)
  assert.equal(await world.refused(old, listSessions, {}), 'unauthorized')
  assert.equal((await world.do(browser, listSessions, {})).sessions.length, 1)
})

test('passing the second factor changes the session id, and the old one is refused', async () => {
  const browser = await signInByPhone(world, phone)
  const before = { ...browser }
  const { secret } = await setUpTotp(world, browser)
  assert.equal(await who(before), null)
  const other = await signInByPhone(world, phone)
  const unproven = { ...other }
  world.clock.now += 60_000
  await world.do(other, passFactor, { by: 'totp', code: totpAt(secret, world.clock.now) })
  assert.equal((await world.do(other, me, {})).factor.passed, true)
  assert.equal(await who(unproven), null)
  assert.ok(ended.includes(sessionHashOf(unproven).toString('base64url')), 'its open pages are closed')
})

test('of many at once who use one old session exactly one carries its accounts on', async () => {
  const browser = await signInByPhone(world, phone)
  const second = await accountWith(world, phone, 'Ирина Щербакова')
  const copies = Array.from({ length: 20 }, () => ({ ...browser }))
  await Promise.all(copies.map((copy) => world.do(copy, chooseAccount, { accountId }).catch(refusedOnly)))
  const alive = await Promise.all(copies.map(who))
  assert.equal(alive.filter((id) => id === accountId).length, 1)
  assert.ok(!alive.includes(second))
})

function refusedOnly(error: unknown): void {
  if (!(error instanceof Refusal)) throw error
}

test('parent and child share a browser: going over changes the id and keeps both', async () => {
  const parentPhone = `+7917${lastNumber}`
  const parentId = await accountWith(world, parentPhone, 'Ирина Щербакова')
  const browser = await signInByPhone(world, phone)
  await signInByPhone(world, parentPhone, browser)
  const both = await world.do(browser, me, {})
  assert.deepEqual(
    both.accounts.map((one) => [one.accountId, one.label, one.current]).toSorted(),
    [
      [accountId, 'Лев Щербаков, 7Б', false],
      [parentId, 'Ирина Щербакова', true],
    ].toSorted(),
  )
  const old = { ...browser }
  await world.do(browser, chooseAccount, { accountId })
  assert.equal(await who(browser), accountId)
  assert.equal(await who(old), null)
})

test('going over to an account with a second factor asks for it again, each time', async () => {
  const guarded = await signInByPhone(world, phone)
  const { secret } = await setUpTotp(world, guarded)
  const otherPhone = `+7918${lastNumber}`
  const otherId = await accountWith(world, otherPhone)
  await signInByPhone(world, otherPhone, guarded)
  await world.do(guarded, chooseAccount, { accountId })
  assert.equal((await world.do(guarded, me, {})).factor.passed, false)
  world.clock.now += 60_000
  await world.do(guarded, passFactor, { by: 'totp', code: totpAt(secret, world.clock.now) })
  await world.do(guarded, chooseAccount, { accountId: otherId })
  await world.do(guarded, chooseAccount, { accountId })
  assert.equal((await world.do(guarded, me, {})).factor.passed, false)
})

test('my sessions are listed with device and half an address; nobody else is among them', async () => {
  const browser = await signInByPhone(world, phone)
  await signInByPhone(world, phone)
  await signInByPhone(world, `+7919${lastNumber}`).catch(refusedOnly)
  const { sessions } = await world.do(browser, listSessions, {})
  assert.equal(sessions.length, 2)
  assert.equal(sessions.filter((session) => session.current).length, 1)
  assert.deepEqual(
    new Set(sessions.map(({ device, network }) => `${device} ${network}`)),
    new Set(['Chrome, Linux 127.0.*.*']),
  )
})

test('a session that is ended elsewhere is refused at once, and its open pages are closed', async () => {
  const here = await signInByPhone(world, phone)
  const there = await signInByPhone(world, phone)
  const lost = (await world.do(there, listSessions, {})).sessions.find((session) => session.current)
  await world.do(here, endSession, { sessionId: lost?.id ?? '' })
  assert.equal(await world.refused(there, listSessions, {}), 'unauthorized')
  assert.ok(ended.includes(sessionHashOf(there).toString('base64url')))
  assert.equal(await who(here), accountId)
})

test('ending my own session here is signing out', async () => {
  const browser = await signInByPhone(world, phone)
  const { sessions } = await world.do(browser, listSessions, {})
  await world.do(browser, endSession, { sessionId: sessions[0]?.id ?? '' })
  assert.equal(browser.cookie, undefined)
})

test('a session of somebody else does not exist for me', async () => {
  const strangePhone = `+7920${lastNumber}`
  await accountWith(world, strangePhone)
  const strange = await signInByPhone(world, strangePhone)
  const { sessions } = await world.do(strange, listSessions, {})
  const mine = await signInByPhone(world, phone)
  assert.equal(await world.refused(mine, endSession, { sessionId: sessions[0]?.id ?? '' }), 'not_found')
  assert.equal(await world.refused(mine, endSession, { sessionId: crypto.randomUUID() }), 'not_found')
  assert.ok(await who(strange))
})

test('all other sessions end together', async () => {
  const here = await signInByPhone(world, phone)
  const others = [await signInByPhone(world, phone), await signInByPhone(world, phone)]
  assert.deepEqual(await world.do(here, endOtherSessions, {}), { ended: 2 })
  for (const other of others) assert.equal(await world.refused(other, listSessions, {}), 'unauthorized')
  assert.equal(await who(here), accountId)
})

test('a session ends after thirty idle days, of an account with a duty of the second factor after twelve hours', async () => {
  const browser = await signInByPhone(world, phone)
  const idle = (span: string) =>
    world.owner.query(`update accounts.session set seen_at = now() - $2::interval where hash = $1`, [
      sessionHashOf(browser),
      span,
    ])
  await idle('29 days')
  assert.equal(await who(browser), accountId)
  await idle('30 days 1 minute')
  assert.equal(await who(browser), null)
  await idle('11 hours')
  await world.do(newBrowser(), arrange, {
    schoolId: null,
    work: (ctx) => setSessionLife(ctx.tx, accountId, guardedSessionSeconds),
  })
  assert.equal(await who(browser), accountId)
  await idle('12 hours 1 minute')
  assert.equal(await who(browser), null)
  assert.equal(await world.refused(browser, listSessions, {}), 'unauthorized')
})

test('the shorter life holds for every session that the guarded account shares', async () => {
  const otherPhone = `+7921${lastNumber}`
  await accountWith(world, otherPhone)
  await world.do(newBrowser(), arrange, {
    schoolId: null,
    work: (ctx) => setSessionLife(ctx.tx, accountId, guardedSessionSeconds),
  })
  const browser = await signInByPhone(world, phone)
  await signInByPhone(world, otherPhone, browser)
  const { rows } = await world.owner.query('select idle_seconds from accounts.session where hash = $1', [
    sessionHashOf(browser),
  ])
  assert.deepEqual(rows, [{ idle_seconds: guardedSessionSeconds }])
})

test('whose account it is can be written anew', async () => {
  const browser = await signInByPhone(world, phone)
  await world.do(newBrowser(), arrange, {
    schoolId: null,
    work: (ctx) => labelAccount(ctx.tx, accountId, 'Лев Щербаков, 8Б'),
  })
  assert.deepEqual((await world.do(browser, me, {})).accounts, [
    { accountId, label: 'Лев Щербаков, 8Б', current: true },
  ])
})

test('a one-time code lets in and ends the sessions on the lost phone', async () => {
  const lost = await signInByPhone(world, phone)
  const { code, validHours } = await giveCode()
  assert.match(code, /^[0-9A-Z]{5}-[0-9A-Z]{5}$/)
  assert.equal(validHours, 24)
  const browser = newBrowser()
  await world.do(browser, enterLoginCode, { code: code.toLowerCase() })
  assert.equal(await who(browser), accountId)
  assert.equal(await world.refused(lost, listSessions, {}), 'unauthorized')
  assert.ok(ended.includes(sessionHashOf(lost).toString('base64url')))
})

test('a one-time code does not replace the second factor', async () => {
  await setUpTotp(world, await signInByPhone(world, phone))
  const browser = newBrowser()
  await world.do(browser, enterLoginCode, { code: (await giveCode()).code })
  const { factor } = await world.do(browser, me, {})
  assert.deepEqual(factor, { methods: ['totp'], passed: false, recoveryCodesLeft: 10 })
})

test('of a hundred who enter one one-time code at once exactly one gets in', async () => {
  const { code } = await giveCode()
  const browsers = Array.from({ length: 100 }, () => newBrowser())
  await Promise.all(browsers.map((browser) => world.do(browser, enterLoginCode, { code }).catch(refusedOnly)))
  const inside = await Promise.all(browsers.map(who))
  assert.equal(inside.filter((id) => id === accountId).length, 1)
})

test('a wrong, used, replaced and expired one-time code are refused with the same bytes', async () => {
  const used = (await giveCode()).code
  assert.ok(
    await world.do(newBrowser(), arrange, { schoolId: null, work: (ctx) => isLoginCode(ctx, used.replace('-', '')) }),
  )
  await world.do(newBrowser(), enterLoginCode, { code: used })
  const replaced = (await giveCode()).code
  const expired = (await giveCode()).code
  world.clock.now += 24 * 3_600_000 + 1
  const answers = []
  for (const code of ['0000000000', used, replaced, expired]) {
    const error = await world.do(newBrowser(), enterLoginCode, { code }).catch((reason: unknown) => reason)
    assert.ok(error instanceof Refusal)
    answers.push(JSON.stringify(error.wire))
  }
  world.clock.now -= 24 * 3_600_000 + 1
  assert.deepEqual(new Set(answers), new Set(['{"code":"wrong_code"}']))
})

test('cookies are stored as hashes only', async () => {
  const browser = await signInByPhone(world, phone)
  const { rows } = await world.owner.query('select s::text as text from accounts.session s')
  assert.ok(rows.length > 0 && !rows.some(({ text }: { text: string }) => text.includes(browser.cookie ?? '-')))
})
