import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { me } from '#contract/accounts.ts'
import * as chats from '#contract/chats.ts'
import { list as classList, roster } from '#contract/classes.ts'
import { requests } from '#contract/invites.ts'
import { mine } from '#contract/people.ts'
import * as contract from '#contract/setup.ts'
import { makeOperatorLink } from '#server/features/accounts/index.ts'
import type { RequestFacts } from '#server/kernel/dispatch/ctx.ts'
import { type Browser, createWorld, newBrowser, type World } from '#server/testing/world.ts'
import { fillExample } from './fill-example.ts'

const now = Date.parse('2026-11-25T11:00:00Z')

/** A house that notes where it was sent. */
function houseIn(mode: 'real' | 'example') {
  const sent: ('real' | 'example')[] = []
  const house = {
    mode: () => mode,
    switchTo: (to: 'real' | 'example') => void sent.push(to),
    switching: () => 'no' as const,
  }
  return { sent, house }
}

describe('an empty installation', () => {
  let world: World
  const { sent, house } = houseIn('real')
  before(async () => (world = await createWorld({ house })))
  after(() => world.close())

  test('lets whoever sits at the machine try the example without a link', async () => {
    const state = await world.do(newBrowser(), contract.state, {})
    assert.deepEqual(state, { mode: 'empty', mayTry: true, switching: 'no', sms: false, supportEmail: null })
    await world.do(newBrowser(), contract.createExample, { token: null })
    assert.deepEqual(sent, ['example'])
  })

  test('knows nobody whom one could be, and nothing to discard', async () => {
    const personId = '01999999-4400-7044-8044-000000000001'
    assert.equal(await world.refused(newBrowser(), contract.exampleCast, {}), 'not_found')
    assert.equal(await world.refused(newBrowser(), contract.becomeExamplePerson, { personId }), 'not_found')
    assert.equal(await world.refused(newBrowser(), contract.discardExample, {}), 'not_found')
    assert.deepEqual(sent, ['example'])
  })

  test('is not empty any more once the operator has come in', async () => {
    await world.owner.query(`insert into accounts.account (id, is_operator) values (gen_random_uuid(), true)`)
    const state = await world.do(newBrowser(), contract.state, {})
    assert.equal(state.mode, 'real')
    assert.equal(state.mayTry, false)
    assert.equal(await world.refused(newBrowser(), contract.createExample, { token: null }), 'not_empty')
    await world.owner.query('delete from accounts.account')
  })
})

const strangers: Record<string, Partial<RequestFacts>> = {
  'another machine': { socketLoopback: false },
  'a name that is not this machine': { host: 'school.example.ru' },
  'a name that only looks like this machine': { host: 'localhost.example.ru' },
  'a proxy': { forwarded: true },
}

for (const [whence, facts] of Object.entries(strangers)) {
  test(`from ${whence} the example needs the link of the terminal`, () => needsLink({ facts }))
}

test('where the server is open to a network the example needs the link of the terminal', () =>
  needsLink({ config: { isOpen: true } }))

async function needsLink(options: Parameters<typeof createWorld>[0]): Promise<void> {
  const { sent, house } = houseIn('real')
  const world = await createWorld({ ...options, house })
  try {
    assert.equal((await world.do(newBrowser(), contract.state, {})).mayTry, false)
    const token = await world.core.db.transaction('write', (tx) => makeOperatorLink(tx, null))
    for (const wrong of [null, 'x', `${token}x`]) {
      assert.equal(await world.refused(newBrowser(), contract.createExample, { token: wrong }), 'link_needed')
    }
    assert.deepEqual(sent, [])
    await world.do(newBrowser(), contract.createExample, { token })
    await world.do(newBrowser(), contract.createExample, { token })
    assert.deepEqual(sent, ['example', 'example'], 'the link is not spent by trying')
  } finally {
    await world.close()
  }
}

describe('the example', () => {
  let world: World
  let cast: Awaited<ReturnType<typeof castOf>>
  const { sent, house } = houseIn('example')
  const castOf = async () => (await world.do(newBrowser(), contract.exampleCast, {})).people

  async function become(name: string): Promise<Browser> {
    const personId = cast.find((one) => one.name === name)?.personId
    assert.ok(personId, name)
    const browser = newBrowser()
    await world.do(browser, contract.becomeExamplePerson, { personId })
    browser.person = personId
    return browser
  }

  before(async () => {
    world = await createWorld({ house })
    world.clock.now = now
    await fillExample(world.urls, world.config, now)
    cast = await castOf()
  })
  after(() => world.close())

  test('offers people of every kind, and each of them can be entered', async () => {
    assert.ok(cast.length >= 12)
    assert.deepEqual([...new Set(cast.map((one) => one.role))], ['Администрация', 'Учителя', 'Родители', 'Ученики'])
    for (const one of cast) {
      const browser = await become(one.name)
      const { persons } = await world.do(browser, mine, {})
      assert.deepEqual(
        persons.map((person) => person.personId),
        [one.personId],
      )
      assert.ok((await world.do(browser, chats.list, {})).chats.length > 0)
    }
  })

  test('the administrator acts at once: the second factor counts as passed', async () => {
    const admin = await become('Павел Андреевич Аксёнов')
    const { classes, year } = await world.do(admin, classList, {})
    assert.equal(year, '2026/27')
    assert.equal(classes.length, 33)
    const lead = classes.find((one) => one.name === '7Б')
    assert.deepEqual(
      { ...lead, id: '', curators: lead?.curators.map((one) => one.name) },
      {
        ...{ id: '', name: '7Б', grade: 7, curators: ['Елена Сергеевна Круглова'] },
        ...{ pupils: 26, entered: 24, parents: 31, families: 25, requests: 0, archived: false },
      },
    )
    const { requests: waiting } = await world.do(admin, requests, { classId: null })
    assert.ok(waiting.some((one) => one.match?.exact === true) && waiting.some((one) => one.match?.exact === false))
  })

  test('the class teacher sees her class and has something to read', async () => {
    const lead = await become('Елена Сергеевна Круглова')
    const { chats: mineNow, seats, messages } = await world.do(lead, chats.list, {})
    const parents = mineNow.find((one) => one.name === '7Б · Родители')
    const seat = seats.find((one) => one.id === parents?.id)
    assert.equal((seat?.last ?? 0) - (seat?.read ?? 0), 3)
    assert.equal(messages.find((one) => one.chatId === parents?.id)?.text, 'А во сколько собираемся?')
    const { members } = await world.do(lead, chats.members, { chatId: parents?.id ?? '', offset: 0, limit: 200 })
    assert.equal(members.length, 33)
    assert.equal(members.find((one) => one.name === 'Ольга Щербакова')?.label, 'мама Льва, Ульяны и Михаила')
    assert.equal(
      members.find((one) => one.name === 'Наталья Алексеевна Дорохова')?.reason,
      'по приглашению: Елена Сергеевна Круглова',
    )
    const { pupils } = await world.do(lead, roster, { classId: parents?.classId ?? '' })
    assert.equal(pupils.length, 26)
  })

  test('a mother of three sees the chats of three classes and none of the pupils', async () => {
    const mother = await become('Ольга Щербакова')
    const { chats: mineNow } = await world.do(mother, chats.list, {})
    const names = mineNow
      .map((one) => one.name)
      .filter(Boolean)
      .toSorted()
    assert.deepEqual(names, ['1А · Родители', '3А · Родители', '7Б · Родители', 'Общешкольный'])
  })

  test('talk goes on: a new message takes the next number', async () => {
    const pupil = await become('Лев Щербаков')
    const { chats: mineNow, seats } = await world.do(pupil, chats.list, {})
    const own = mineNow.find((one) => one.kind === 'class')
    const last = seats.find((one) => one.id === own?.id)?.last ?? 0
    const id = '01999999-0000-7000-8000-000000000001'
    const { message } = await world.do(pupil, chats.send, {
      id,
      chatId: own?.id ?? '',
      text: 'я уже тут',
      replyTo: null,
    })
    assert.equal(message.number, last + 1)
  })

  test('whoever becomes somebody else leaves the former behind', async () => {
    const browser = await become('Марат Ильдарович Хасанов')
    const before = { ...browser }
    const other = cast.find((one) => one.name === 'Лев Щербаков')
    await world.do(browser, contract.becomeExamplePerson, { personId: other?.personId ?? '' })
    assert.equal((await world.do(browser, me, {})).accounts.length, 1)
    assert.equal((await world.do(before, me, {})).accountId, null)
  })

  test('nobody can be who has never entered, or does not exist', async () => {
    const { rows } = await world.owner.query<{ id: string }>(
      'select id from people.person where account_id is null limit 1',
    )
    for (const personId of [rows[0]?.id ?? '', '01999999-4400-7044-8044-0000000000ff']) {
      assert.equal(await world.refused(newBrowser(), contract.becomeExamplePerson, { personId }), 'not_found')
    }
  })

  test('is not made twice, and is discarded by one button', async () => {
    const state = await world.do(newBrowser(), contract.state, {})
    assert.deepEqual([state.mode, state.mayTry], ['example', false])
    assert.equal(await world.refused(newBrowser(), contract.createExample, { token: null }), 'example_exists')
    await world.do(newBrowser(), contract.discardExample, {})
    assert.deepEqual(sent, ['real'])
  })
})
