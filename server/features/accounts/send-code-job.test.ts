import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { enterCode, requestCode, showOutboxCode, smsOutbox } from '#contract/accounts.ts'
import { arrange } from '#server/testing/arrange.ts'
import { accountWith, codeFor, operatorOf } from '#server/testing/sign-in.ts'
import { type Browser, createWorld, newBrowser, type World } from '#server/testing/world.ts'
import { sendCode, setOutboxLabel } from './index.ts'

const sms = { url: 'https://sms.example/send', login: 'l', key: 'k', password: 'p', sender: null }
const administrator = '+79161110001'
const teacher = '+79161110002'
const stranger = '+79161110003'

let withGateway: World
let without: World
let operator: Browser

before(async () => {
  withGateway = await createWorld({ config: { sms } })
  without = await createWorld()
  for (const world of [withGateway, without]) {
    const id = await accountWith(world, administrator)
    await world.do(newBrowser(), arrange, {
      schoolId: null,
      work: (ctx) => setOutboxLabel(ctx.tx, id, 'Марина Викторовна Орлова, Гимназия № 44'),
    })
    await accountWith(world, teacher)
  }
  operator = await operatorOf(without)
})
after(() => Promise.all([withGateway.close(), without.close()]))

async function ask(world: World, phone: string, mayCreate = false): Promise<Browser> {
  const browser = newBrowser()
  if (mayCreate)
    await world.do(browser, arrange, { schoolId: null, work: (ctx) => sendCode(ctx, { phone, mayCreate }) })
  else await world.do(browser, requestCode, { phone })
  return browser
}

test('with a gateway a code goes to a known phone and to nobody else', async () => {
  const browser = await ask(withGateway, teacher)
  await ask(withGateway, stranger)
  await withGateway.runJobs()
  assert.equal(withGateway.sms.length, 1)
  const [sent] = withGateway.sms
  assert.equal(sent?.phone, teacher)
  assert.match(sent?.text ?? '', new RegExp(`^${await codeFor(withGateway, browser)} `))
})

test('with an invitation a code goes to a new phone too', async () => {
  const before = withGateway.sms.length
  await ask(withGateway, stranger, true)
  await withGateway.runJobs()
  assert.deepEqual(
    withGateway.sms.slice(before).map(({ phone }) => phone),
    [stranger],
  )
})

test('a code that was used or is too old meanwhile is not sent', async () => {
  const before = withGateway.sms.length
  await ask(withGateway, administrator)
  withGateway.clock.now += 11 * 60_000
  await withGateway.runJobs()
  withGateway.clock.now -= 11 * 60_000
  assert.equal(withGateway.sms.length, before)
})

test('without a gateway the outbox shows the codes of school administrators and of nobody else', async () => {
  await ask(without, stranger)
  await ask(without, teacher)
  await ask(without, stranger, true)
  const browser = await ask(without, administrator)
  await without.runJobs()
  const outbox = await without.do(operator, smsOutbox, {})
  assert.equal(outbox.gateway, false)
  assert.deepEqual(
    outbox.waiting.map(({ phoneTail, whose }) => ({ phoneTail, whose })),
    [{ phoneTail: '00 01', whose: 'Марина Викторовна Орлова, Гимназия № 44' }],
  )
  assert.equal(without.sms.length, 0)
  const { code } = await without.do(operator, showOutboxCode, { id: outbox.waiting[0]?.id ?? '' })
  await without.do(browser, enterCode, { code })
  assert.deepEqual((await without.do(operator, smsOutbox, {})).waiting, [])
})

test('each showing of a code is a line in the ledger, without the code', async () => {
  await ask(without, administrator)
  await without.runJobs()
  const id = (await without.do(operator, smsOutbox, {})).waiting[0]?.id ?? ''
  const lines = () =>
    without.owner.query(
      `select subject, detail from kernel.ledger where call = 'accounts.showOutboxCode' and subject = $1`,
      [`phone-code:${id}`],
    )
  const { code } = await without.do(operator, showOutboxCode, { id })
  await without.do(operator, showOutboxCode, { id })
  const { rows } = await lines()
  assert.equal(rows.length, 2)
  assert.ok(!JSON.stringify(rows).includes(code))
})

test('a spent code is not shown any more, and a code of anybody else does not exist', async () => {
  const browser = await ask(without, administrator)
  await without.runJobs()
  const id = (await without.do(operator, smsOutbox, {})).waiting[0]?.id ?? ''
  await without.do(browser, enterCode, { code: await codeFor(without, browser) })
  assert.equal(await without.refused(operator, showOutboxCode, { id }), 'code_spent')
  await ask(without, teacher)
  const { rows } = await without.owner.query<{ id: string }>(
    'select id from accounts.phone_code where outbox_for is null limit 1',
  )
  assert.equal(await without.refused(operator, showOutboxCode, { id: rows[0]?.id ?? '' }), 'not_found')
})

test('nobody but the operator sees the outbox', async () => {
  assert.equal(await without.refused(newBrowser(), smsOutbox, {}), 'unauthorized')
  const browser = await ask(without, teacher)
  await without.do(browser, enterCode, { code: await codeFor(without, browser) })
  assert.equal(await without.refused(browser, smsOutbox, {}), 'forbidden')
  assert.equal(await without.refused(browser, showOutboxCode, { id: crypto.randomUUID() }), 'forbidden')
})
