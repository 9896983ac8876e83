import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { enterCode, requestCode } from '#contract/accounts.ts'
import { newId } from '#server/kernel/ids.ts'
import { Refusal } from '#server/kernel/dispatch/refusal.ts'
import { codeFor } from '#server/testing/sign-in.ts'
import { type Browser, createWorld, newBrowser, type World } from '#server/testing/world.ts'

const howMany = 1000
let world: World

before(async () => {
  world = await createWorld()
  const { secrets } = world.core
  const phones = Array.from({ length: howMany }, (_, n) => knownPhone(n))
  const rows = [
    phones.map(newId),
    phones.map((e164) => secrets.hash('phone', e164)),
    phones.map((e164) => secrets.seal('phone', e164)),
  ]
  await world.owner.query('insert into accounts.account (id) select unnest($1::uuid[])', [rows[0]])
  await world.owner.query(
    'insert into accounts.phone (account_id, hash, sealed) select * from unnest($1::uuid[], $2::bytea[], $3::bytea[])',
    rows,
  )
})
after(() => world.close())

const knownPhone = (n: number) => `+7916${2_000_000 + n}`
const unknownPhone = (n: number) => `+7916${3_000_000 + n}`

/** What a visitor sees and what it costs: the answer byte by byte, and every statement that ran. */
async function seenBy(visit: () => Promise<unknown>): Promise<string> {
  const statements: string[] = []
  world.core.db.listener = (text) => void statements.push(text)
  const answer = await visit().catch((error: unknown) => {
    if (error instanceof Refusal) return error.wire
    throw error
  })
  world.core.db.listener = undefined
  return JSON.stringify([answer, statements])
}

const askFor = (phone: string, browser: Browser = newBrowser()) =>
  seenBy(() => world.ask(browser, requestCode, { phone }))

async function guessFor(phone: string): Promise<string> {
  const browser = newBrowser()
  await askFor(phone, browser)
  const right = await codeFor(world, browser)
  return seenBy(() => world.ask(browser, enterCode, { code: right === '000000' ? '000001' : '000000' }))
}

test('a thousand known and a thousand unknown phones get the same bytes, for the same statements', async () => {
  const known = new Set<string>()
  const unknown = new Set<string>()
  for (let n = 0; n < howMany; n++) {
    known.add(await askFor(knownPhone(n)))
    unknown.add(await askFor(unknownPhone(n)))
  }
  assert.equal(known.size, 1)
  assert.deepEqual(unknown, known)
})

test('a wrong code for a known and an unknown phone gets the same bytes, for the same statements', async () => {
  const known = new Set<string>()
  const unknown = new Set<string>()
  for (let n = 100; n < 200; n++) {
    known.add(await guessFor(knownPhone(n)))
    unknown.add(await guessFor(unknownPhone(n)))
  }
  assert.equal(known.size, 1)
  assert.deepEqual(unknown, known)
  assert.match([...known][0] ?? '', /^\[\{"code":"wrong_code"\}/)
})

test('the fourth wish of a day is refused alike for a known and an unknown phone', async () => {
  const answers = []
  for (const phone of [knownPhone(0), unknownPhone(0)]) {
    for (let n = 0; n < 2; n++) await askFor(phone)
    answers.push((await askFor(phone)).replace(/"retryAfter":\d+/, '"retryAfter":N'))
  }
  assert.equal(answers[0], answers[1])
  assert.match(answers[0] ?? '', /^\[\{"code":"too_many","retryAfter":N\}/)
})
