import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { enterCode, requestCode } from '#contract/accounts.ts'
import { Refusal } from '#server/kernel/dispatch/refusal.ts'
import { accountWith, codeFor } from '#server/testing/sign-in.ts'
import { createWorld, newBrowser, type World } from '#server/testing/world.ts'

const howMany = 1000
let world: World

before(async () => {
  world = await createWorld()
  for (let n = 0; n < howMany; n++) await accountWith(world, knownPhone(n), 'кто-то')
})
after(() => world.close())

const knownPhone = (n: number) => `+7916${2_000_000 + n}`
const unknownPhone = (n: number) => `+7916${3_000_000 + n}`

/** What a visitor sees and what it costs: answers byte by byte, and every statement that ran. */
async function visit(phone: string): Promise<{ bytes: string; statements: string }> {
  const statements: string[] = []
  world.core.db.listener = (text) => void statements.push(text)
  const browser = newBrowser()
  const answer = await world.ask(browser, requestCode, { phone })
  const code = await codeFor(world, browser)
  const guess = code === '000000' ? '000001' : '000000'
  const wrong = await world.do(browser, enterCode, { code: guess }).catch((error: unknown) => error)
  world.core.db.listener = undefined
  assert.ok(wrong instanceof Refusal)
  const bytes = JSON.stringify([answer, wrong.wire])
  return { bytes, statements: statements.join('\n').replace(/\s+/g, ' ') }
}

test('a thousand known and a thousand unknown phones get the same bytes, for the same statements', async () => {
  const seen = { known: new Set<string>(), unknown: new Set<string>() }
  for (let n = 0; n < howMany; n++) {
    // the failures of this test are not to slow it down
    if (n % 100 === 0) await world.owner.query(`delete from kernel.counter where key not like 'accounts codes%'`)
    const known = await visit(knownPhone(n))
    const unknown = await visit(unknownPhone(n))
    seen.known.add(`${known.bytes}\n${known.statements}`)
    seen.unknown.add(`${unknown.bytes}\n${unknown.statements}`)
  }
  assert.equal(seen.known.size, 1)
  assert.deepEqual(seen.unknown, seen.known)
})

test('the fourth wish of a day is refused alike for a known and an unknown phone', async () => {
  const bytes = []
  for (const phone of [knownPhone(0), unknownPhone(0)]) {
    for (let n = 0; n < 2; n++) await world.do(newBrowser(), requestCode, { phone })
    const refused = await world.do(newBrowser(), requestCode, { phone }).catch((error: unknown) => error)
    assert.ok(refused instanceof Refusal)
    bytes.push(refused.wire.code)
  }
  assert.deepEqual(bytes, ['too_many', 'too_many'])
})
