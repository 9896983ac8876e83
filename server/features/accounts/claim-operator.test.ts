import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { claimOperator, me, passFactor, smsOutbox } from '#contract/accounts.ts'
import { setUpTotp, totpAt, type WithFactor } from '#server/testing/sign-in.ts'
import { type Browser, createWorld, newBrowser, type World } from '#server/testing/world.ts'
import { ensureSetupLink, forgetOperatorFactor, isOperatorLink, makeOperatorLink } from './index.ts'

let world: World
let setupLink = ''
let operator: Browser
let factor: WithFactor

before(async () => void (world = await createWorld()))
after(() => world.close())

const tokenOf = (link: string | null) => link?.split('#')[1] ?? ''
const makeLink = (minutes: number | null) => world.core.db.transaction('write', (tx) => makeOperatorLink(tx, minutes))

test('an empty installation offers one set-up link at a time, with 128 random bits in the fragment', async () => {
  const older = await ensureSetupLink(world.core.db, 'http://localhost:3000')
  setupLink = (await ensureSetupLink(world.core.db, 'http://localhost:3000')) ?? ''
  assert.match(setupLink, /^http:\/\/localhost:3000\/operator#[A-Za-z0-9_-]{22}$/)
  assert.equal(await world.refused(newBrowser(), claimOperator, { token: tokenOf(older) }), 'wrong_code')
})

test('looking whether the link is good does not spend it', async () => {
  assert.equal(await isOperatorLink(world.core.db.now, tokenOf(setupLink)), true)
  assert.equal(await isOperatorLink(world.core.db.now, 'AAAAAAAAAAAAAAAAAAAAAA'), false)
})

test('of a hundred who open the set-up link at once exactly one becomes the operator', async () => {
  const browsers = Array.from({ length: 100 }, () => newBrowser())
  const token = tokenOf(setupLink)
  const done = await Promise.allSettled(browsers.map((browser) => world.do(browser, claimOperator, { token })))
  assert.equal(done.filter(({ status }) => status === 'fulfilled').length, 1)
  operator = browsers[done.findIndex(({ status }) => status === 'fulfilled')] ?? newBrowser()
  assert.equal((await world.do(operator, me, {})).isOperator, true)
  await world.owner.query('delete from kernel.counter')
})

test('the operator acts only after a second factor', async () => {
  assert.equal(await world.refused(operator, smsOutbox, {}), 'second_factor_needed')
  factor = await setUpTotp(world, operator)
  await world.do(operator, smsOutbox, {})
})

test('once there is an operator no set-up link is made', async () => {
  assert.equal(await ensureSetupLink(world.core.db, 'http://localhost:3000'), null)
})

test('a later link enters the same operator, and the second factor is asked', async () => {
  const token = await makeLink(60)
  const browser = newBrowser()
  await world.do(browser, claimOperator, { token })
  const [again, first] = [await world.do(browser, me, {}), await world.do(operator, me, {})]
  assert.equal(again.accountId, first.accountId)
  assert.equal(again.factor.passed, false)
  assert.equal(await world.refused(browser, smsOutbox, {}), 'second_factor_needed')
  world.clock.now += 60_000
  await world.do(browser, passFactor, { by: 'totp', code: totpAt(factor.secret, world.clock.now) })
  await world.do(browser, smsOutbox, {})
  assert.equal(await world.refused(newBrowser(), claimOperator, { token }), 'wrong_code')
})

test('a link with a lifetime ends', async () => {
  const token = await makeLink(60)
  await world.owner.query(
    `update accounts.operator_link set expires_at = now() - interval '1 second' where used_at is null`,
  )
  assert.equal(await world.refused(newBrowser(), claimOperator, { token }), 'wrong_code')
})

test('an operator who lost every factor gets a new start from the server itself, and old sessions end', async () => {
  await world.core.db.transaction('write', forgetOperatorFactor)
  assert.equal(await world.refused(operator, smsOutbox, {}), 'unauthorized')
  const browser = newBrowser()
  await world.do(browser, claimOperator, { token: await makeLink(60) })
  assert.deepEqual((await world.do(browser, me, {})).factor, { methods: [], passed: false, recoveryCodesLeft: 0 })
  await setUpTotp(world, browser)
  await world.do(browser, smsOutbox, {})
})
