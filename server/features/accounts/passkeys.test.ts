import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { beginPasskey, beginPasskeySignIn, confirmPasskey, me, passFactor, passkeySignIn } from '#contract/accounts.ts'
import { accountWith, setUpTotp, signInByPhone, totpAt } from '#server/testing/sign-in.ts'
import { Authenticator, type Terms } from '#server/testing/authenticator.ts'
import { type Browser, createWorld, newBrowser, type World } from '#server/testing/world.ts'

const origin = 'http://localhost:3000'
const home = { rpId: 'localhost', origin }
let world: World
let phone: string
let accountId: string
let lastNumber = 6_000_000

before(async () => void (world = await createWorld({ facts: { host: 'localhost:3000' } })))
after(() => world.close())
beforeEach(async () => {
  lastNumber += 1
  phone = `+7916${lastNumber}`
  accountId = await accountWith(world, phone, 'Марина Викторовна Орлова')
})

async function registered(browser: Browser): Promise<Authenticator> {
  const device = new Authenticator()
  const { challenge } = await world.do(browser, beginPasskey, {})
  await world.do(browser, confirmPasskey, { response: device.register({ challenge: String(challenge), ...home }) })
  return device
}

async function begun(browser: Browser = newBrowser()): Promise<{ browser: Browser; challenge: string }> {
  const { challenge } = await world.do(browser, beginPasskeySignIn, {})
  return { browser, challenge: String(challenge) }
}

test('a passkey asks the device to recognise its owner, and is found without a name', async () => {
  const browser = await signInByPhone(world, phone)
  const options = await world.do(browser, beginPasskey, {})
  assert.deepEqual(options['authenticatorSelection'], {
    residentKey: 'required',
    userVerification: 'required',
    requireResidentKey: true,
  })
  assert.equal((options['rp'] as { id: string }).id, 'localhost')
  const signIn = await world.do(newBrowser(), beginPasskeySignIn, {})
  assert.equal(signIn['userVerification'], 'required')
  assert.equal(signIn['allowCredentials'], undefined)
})

test('a passkey is a sign-in and the second factor in one', async () => {
  const device = await registered(await signInByPhone(world, phone))
  const { browser, challenge } = await begun()
  await world.do(browser, passkeySignIn, { response: device.signIn({ challenge, ...home }) })
  const mine = await world.do(browser, me, {})
  assert.equal(mine.accountId, accountId)
  assert.deepEqual(mine.factor, { methods: ['passkey'], passed: true, recoveryCodesLeft: 10 })
})

test('the session id from before a passkey sign-in is worth nothing afterwards', async () => {
  const device = await registered(await signInByPhone(world, phone))
  const { browser, challenge } = await begun()
  const planted = { ...browser }
  await world.do(browser, passkeySignIn, { response: device.signIn({ challenge, ...home }) })
  assert.notEqual(browser.cookie, planted.cookie)
  assert.equal((await world.do(planted, me, {})).accountId, null)
})

test('a passkey of another site, another challenge or an unrecognised owner is refused', async () => {
  const device = await registered(await signInByPhone(world, phone))
  const cases: ((challenge: string) => Terms)[] = [
    (challenge) => ({ challenge, rpId: 'localhost', origin: 'https://evil.example' }),
    (challenge) => ({ challenge, rpId: 'evil.example', origin }),
    () => ({ challenge: Buffer.alloc(32).toString('base64url'), ...home }),
    (challenge) => ({ challenge, ...home, isVerified: false }),
  ]
  for (const terms of cases) {
    const { browser, challenge } = await begun()
    assert.equal(
      await world.refused(browser, passkeySignIn, { response: device.signIn(terms(challenge)) }),
      'wrong_passkey',
    )
    assert.equal((await world.do(browser, me, {})).accountId, null)
  }
})

test('an answer is taken once, within five minutes, and only from the browser that asked', async () => {
  const device = await registered(await signInByPhone(world, phone))
  const { browser, challenge } = await begun()
  const response = device.signIn({ challenge, ...home })
  assert.equal(await world.refused(newBrowser(), passkeySignIn, { response }), 'wrong_passkey')
  const copy = { ...browser }
  await world.do(browser, passkeySignIn, { response })
  assert.equal(await world.refused(copy, passkeySignIn, { response }), 'wrong_passkey')
  const late = await begun()
  world.clock.now += 5 * 60_000 + 1
  assert.equal(
    await world.refused(late.browser, passkeySignIn, {
      response: device.signIn({ challenge: late.challenge, ...home }),
    }),
    'wrong_passkey',
  )
})

test('a failed answer spends the challenge', async () => {
  const device = await registered(await signInByPhone(world, phone))
  const { browser, challenge } = await begun()
  assert.equal(await world.refused(browser, passkeySignIn, { response: {} }), 'wrong_passkey')
  assert.equal(
    await world.refused(browser, passkeySignIn, { response: device.signIn({ challenge, ...home }) }),
    'wrong_passkey',
  )
})

test('a copied passkey, whose counter runs behind, is refused', async () => {
  const device = await registered(await signInByPhone(world, phone))
  const first = await begun()
  const early = device.signIn({ challenge: first.challenge, ...home })
  const second = await begun()
  await world.do(second.browser, passkeySignIn, { response: device.signIn({ challenge: second.challenge, ...home }) })
  assert.equal(await world.refused(first.browser, passkeySignIn, { response: early }), 'wrong_passkey')
})

test('an unknown passkey and garbage are refused alike, and are no bug', async () => {
  const garbage: Record<string, unknown>[] = [
    {},
    { id: 7 },
    { id: 'AAAA', rawId: 'AAAA', type: 'public-key', response: null },
    {
      id: 'AAAA',
      rawId: 'AAAA',
      type: 'public-key',
      response: { clientDataJSON: '////', authenticatorData: '', signature: '' },
    },
    new Authenticator().signIn({ challenge: 'AAAA', ...home }),
  ]
  for (const response of garbage) {
    const { browser } = await begun()
    assert.equal(await world.refused(browser, passkeySignIn, { response }), 'wrong_passkey')
  }
})

test('a passkey is not added without a beginning, with garbage, or for another site', async () => {
  const browser = await signInByPhone(world, phone)
  assert.equal(await world.refused(browser, confirmPasskey, { response: {} }), 'not_begun')
  const device = new Authenticator()
  const attempts: ((challenge: string) => Record<string, unknown>)[] = [
    () => ({}),
    (challenge) => device.register({ challenge, rpId: 'localhost', origin: 'https://evil.example' }),
    (challenge) => device.register({ challenge, rpId: 'evil.example', origin }),
    (challenge) => device.register({ challenge, ...home, isVerified: false }),
  ]
  for (const attempt of attempts) {
    const { challenge } = await world.do(browser, beginPasskey, {})
    assert.equal(
      await world.refused(browser, confirmPasskey, { response: attempt(String(challenge)) }),
      'wrong_passkey',
    )
  }
  assert.deepEqual((await world.do(browser, me, {})).factor.methods, [])
})

test('a passkey of one account cannot be added to another', async () => {
  const device = await registered(await signInByPhone(world, phone))
  const otherPhone = `+7917${lastNumber}`
  await accountWith(world, otherPhone)
  const other = await signInByPhone(world, otherPhone)
  const { challenge } = await world.do(other, beginPasskey, {})
  assert.equal(
    await world.refused(other, confirmPasskey, {
      response: device.register({ challenge: String(challenge), ...home }),
    }),
    'wrong_passkey',
  )
})

test('a passkey may stand beside an authenticator app, after the app was shown', async () => {
  const first = await signInByPhone(world, phone)
  const { secret } = await setUpTotp(world, first)
  const browser = await signInByPhone(world, phone)
  assert.equal(await world.refused(browser, beginPasskey, {}), 'second_factor_needed')
  assert.equal(await world.refused(browser, confirmPasskey, { response: {} }), 'second_factor_needed')
  world.clock.now += 60_000
  await world.do(browser, passFactor, { by: 'totp', code: totpAt(secret, world.clock.now) })
  await registered(browser)
  assert.deepEqual((await world.do(browser, me, {})).factor.methods, ['totp', 'passkey'])
})
