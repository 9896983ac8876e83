import { deepEqual, equal, ok } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createPupilLink, look, makeCode, redeem, requestCode, revoke, revokeCode } from '#contract/invites.ts'
import { Refusal } from '#server/kernel/dispatch/refusal.ts'
import { foundSchool, type School } from '#server/testing/school.ts'
import { createWorld, newBrowser, type World } from '#server/testing/world.ts'

let world: World
let school: School
let classId: string
before(async () => {
  world = await createWorld({
    config: { sms: { url: 'https://sms.invalid', login: 'school', password: 'secret', sender: null } },
  })
  school = await foundSchool(world)
  classId = await school.makeClass('7Б')
})
after(() => world.close())

const named = (name: string) => ({ surname: 'Пак', name, patronymic: null })
const dayMs = 86_400_000

/** Links and codes that open nothing, each for another reason. */
async function deadSecrets(): Promise<{ links: string[]; codes: string[] }> {
  const { browser } = school.admin
  const link = async (maxUses: number) => world.do(browser, createPupilLink, { classId, days: 1, maxUses })
  const code = async () => world.do(browser, makeCode, { classId, whom: named('Ян') })
  const started = world.clock.now
  world.clock.now = started - 20 * dayMs
  const expired = { link: await link(3), code: await code() }
  world.clock.now = started
  const revoked = { link: await link(3), code: await code() }
  await world.do(browser, revoke, { linkId: revoked.link.link.id })
  await world.do(browser, revokeCode, { codeId: revoked.code.code.id })
  const spent = { link: await link(1), code: await code() }
  await world.do(newBrowser(), redeem, { secret: spent.link.token, names: named('Анна'), position: null, child: null })
  await world.do(newBrowser(), redeem, { secret: spent.code.secret, names: null, position: null, child: null })
  return {
    links: [expired.link.token, revoked.link.token, spent.link.token, 'A'.repeat(22)],
    codes: [expired.code.secret, revoked.code.secret, spent.code.secret, '0123456789'],
  }
}

async function refusalOf(work: () => Promise<unknown>): Promise<{ wire: object; statements: string[] }> {
  const statements: string[] = []
  world.core.db.listener = (text) => void statements.push(text)
  try {
    await work()
  } catch (error) {
    if (error instanceof Refusal) return { wire: error.wire, statements }
    throw error
  } finally {
    world.core.db.listener = undefined
  }
  throw new Error('A dead invitation opened something.')
}

test('wrong, expired, spent and annulled invitations answer a stranger the same, by the same statements', async () => {
  const { links, codes } = await deadSecrets()
  for (const secrets of [links, codes]) {
    const calls = [
      (secret: string) => world.do(newBrowser(), look, { secret }),
      (secret: string) => world.do(newBrowser(), redeem, { secret, names: named('Ян'), position: null, child: null }),
      (secret: string) => world.do(newBrowser(), requestCode, { secret, phone: '+79001234567' }),
    ]
    for (const call of calls) {
      const answers = []
      for (const secret of secrets) answers.push(await refusalOf(() => call(secret)))
      for (const answer of answers) deepEqual(answer, answers[0])
      deepEqual(answers[0]?.wire, { code: 'dead_invitation' })
      ok(answers[0].statements.length > 3)
    }
  }
})

test('a browser that guesses is stopped, and comes in again after an hour', async () => {
  const guesser = await school.hire('staff')
  const { token } = await world.do(school.admin.browser, createPupilLink, { classId, days: 1, maxUses: 3 })
  for (let guess = 0; guess < 20; guess += 1) {
    equal(await world.refused(guesser.browser, look, { secret: `${guess}`.padStart(10, '0') }), 'dead_invitation')
  }
  equal(await world.refused(guesser.browser, look, { secret: token }), 'too_many')
  equal(
    await world.refused(guesser.browser, redeem, { secret: token, names: null, position: null, child: null }),
    'too_many',
  )
  await world.do(newBrowser(), look, { secret: token })
  const started = world.clock.now
  world.clock.now = started + 3_601_000
  try {
    await world.do(guesser.browser, look, { secret: token })
  } finally {
    world.clock.now = started
  }
})

test('of a hundred guesses at once twenty are answered', async () => {
  const guesser = await school.hire('staff')
  const tries = await Promise.all(
    Array.from({ length: 100 }, (_, at) => world.refused(guesser.browser, look, { secret: `ZZ${at}`.padEnd(10, '0') })),
  )
  equal(tries.filter((code) => code === 'dead_invitation').length, 20)
  equal(tries.filter((code) => code === 'too_many').length, 80)
})
