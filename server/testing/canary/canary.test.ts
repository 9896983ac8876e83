/**
 * Nothing that people write, are called or phone with reaches anybody whom it is not for. Who that is stands in the
 * cast's own page (rights/cast.ts); the canaries of the world watch all outputs besides, and are seen to bite.
 */
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import pg from 'pg'
import * as accounts from '#contract/accounts.ts'
import * as chats from '#contract/chats.ts'
import * as invites from '#contract/invites.ts'
import type { Call } from '#contract/kernel/define.ts'
import * as people from '#contract/people.ts'
import * as schools from '#contract/schools.ts'
import * as setup from '#contract/setup.ts'
import { newId } from '#server/kernel/ids.ts'
import { type Actor, barrierOf } from '#server/testing/rights/cast.ts'
import { type ChatObject, isMember } from '#server/testing/rights/objects.ts'
import type { Probe } from '#server/testing/rights/probe.ts'
import { probesOf } from '#server/testing/rights/probes.ts'
import { buildStage, type RightsWorld } from '#server/testing/rights/stage.ts'
import type { Running, TestSocket } from '#server/testing/running.ts'
import type { World } from '#server/testing/world.ts'

/** What was said in one chat for this test. */
interface Said {
  readonly chat: ChatObject
  readonly author: Actor
  readonly id: string
  readonly text: string
}

let stage: RightsWorld
let running: Running
let world: World
const surnames = new Map<string, Actor>()
const phones: string[] = []
const standing: Said[] = []
/** Texts that stand no more: deleted, hidden, or replaced by an edit. */
const gone: Said[] = []

before(async () => {
  stage = await buildStage()
  running = stage.running
  world = running.world
  for (const actor of stage.actors) if (actor.personId) await learn(actor)
})
after(() => running.close())
afterEach(async () => assert.deepEqual(await world.canaries.takeLeaks(), []))

/** The unique surname that the world gave, and a phone for everybody with an account. */
async function learn(actor: Actor): Promise<void> {
  const { rows } = await world.owner.query<{ surname: string; account_id: string }>(
    'select surname, account_id from people.person where id = $1',
    [actor.personId],
  )
  const phone = `+7916555${String(1000 + phones.length)}`
  phones.push(phone.slice(2))
  world.canaries.phone(phone)
  surnames.set(rows[0]!.surname, actor)
  const { secrets } = world.core
  await world.owner.query('insert into accounts.phone (account_id, hash, sealed) values ($1, $2, $3)', [
    rows[0]!.account_id,
    secrets.hash('phone', phone),
    secrets.seal('phone', phone),
  ])
}

function mayRead(actor: Actor, chat: ChatObject): boolean {
  return isMember(actor, chat.key) && barrierOf(actor, 'person') === null
}

/** Somebody who may write in the chat. */
function authorOf(chat: ChatObject): Actor {
  const isChannel = /^(school|staff):/.test(chat.key)
  const found = stage.actors.find((one) => mayRead(one, chat) && (!isChannel || one.columns.has('AD')))
  assert.ok(found, `somebody may write in ${chat.key}`)
  return found
}

async function say(chat: ChatObject): Promise<Said> {
  const author = authorOf(chat)
  const text = `Канарейка ${newId()} для ${chat.key}`
  const id = newId()
  await running.do(author.browser, chats.send, { id, chatId: chat.id, text, replyTo: null })
  return { chat, author, id, text }
}

async function openAll(have?: Record<string, number>): Promise<Map<string, TestSocket>> {
  const open = new Map<string, TestSocket>()
  for (const actor of stage.actors) {
    if (!actor.browser.cookie || actor.ended === 'session' || actor.ended === 'suspended') continue
    open.set(actor.key, have ? await comeBack(actor, have) : await running.socket(actor.browser))
  }
  return open
}

/** A page that comes back after having missed everything. The store is the same, so frames are what it gets. */
async function comeBack(actor: Actor, have: Record<string, number>): Promise<TestSocket> {
  const { rows } = await world.owner.query<{ epoch: string }>('select epoch from kernel.store')
  const socket = await running.silentSocket(actor.browser)
  socket.say({ t: 'hello', person: actor.browser.person, epoch: rows[0]!.epoch, have })
  await socket.next('welcome')
  return socket
}

let calls = 0

/** All that was sent to the sockets before this has been heard after it: a socket keeps its order. */
async function heardAll(of: Map<string, TestSocket>): Promise<void> {
  for (const socket of of.values()) {
    const n = ++calls
    socket.say({ t: 'call', n, name: accounts.me.name, input: {} })
    await socket.next('answer', (one) => one.n === n)
  }
}

const heardBy = (socket: TestSocket | undefined) => JSON.stringify(socket?.heard ?? [])

/** Reads that everybody tries: those of the table of rights, and those that ask no row of it. */
function reads(): Pick<Probe, 'call' | 'input'>[] {
  const open: readonly [Call, object][] = [
    [accounts.me, {}],
    [accounts.listSessions, {}],
    [people.mine, {}],
    [invites.mine, {}],
    [invites.look, { secret: 'AAAAAAAAAA' }],
    [schools.followApplication, { token: 'A'.repeat(43) }],
    [setup.state, {}],
    [setup.exampleCast, {}],
  ]
  const probes = probesOf(stage).filter((probe) => probe.call.kind === 'query')
  return [...probes, ...open.map(([call, input]) => ({ call, input: () => input }))]
}

/** What an answer tells that the actor may not know by the cast's page. */
function toldWrongly(actor: Actor, call: Call, body: string): string[] {
  const texts = standing.filter((one) => body.includes(one.text) && !mayRead(actor, one.chat))
  const dead = gone.filter((one) => body.includes(one.text))
  const names = [...surnames].filter(([surname, whose]) => body.includes(surname) && whose.school !== actor.school)
  const numbers = phones.filter((phone) => body.replace(/[\s()-]/g, '').includes(phone))
  const complaints = [...texts, ...dead].map((one) => one.text)
  return [...complaints, ...names.map(([surname]) => surname), ...numbers].map(
    (token) => `${call.name} → ${actor.key}: ${token}`,
  )
}

async function readAll(
  isMeant = (_call: Call) => true,
): Promise<{ wrong: string[]; answered: number; bodies: string }> {
  const wrong: string[] = []
  let answered = 0
  let bodies = ''
  for (const actor of stage.actors) {
    for (const { call, input } of reads().filter((one) => isMeant(one.call))) {
      const { status, text, headers } = await running.call(actor.browser, call, input())
      if (status === 200) answered += 1
      wrong.push(...toldWrongly(actor, call, text + JSON.stringify(headers)))
      bodies += text
    }
  }
  return { wrong, answered, bodies }
}

test('a text is heard at once by all members of its chat, and by nobody else', async () => {
  const sockets = await openAll()
  for (const chat of stage.chats) standing.push(await say(chat))
  await heardAll(sockets)
  for (const { chat, text } of standing) {
    const heard = stage.actors.filter((actor) => heardBy(sockets.get(actor.key)).includes(text))
    const wanted = stage.actors.filter((actor) => mayRead(actor, chat))
    assert.deepEqual(
      heard.map((actor) => actor.key),
      wanted.map((actor) => actor.key),
      chat.key,
    )
  }
  for (const socket of sockets.values()) socket.ws.close()
})

test('no read tells anybody a text, a name or a phone that is not for him', async (t) => {
  const { wrong, answered, bodies } = await readAll()
  t.diagnostic(`${answered} answers`)
  assert.deepEqual(wrong.slice(0, 20), [])
  assert.ok(answered > 500, 'most of the cast may read something')
  for (const { text } of standing) assert.ok(bodies.includes(text), 'each text was read by somebody')
  const seen = [...surnames.keys()].filter((surname) => bodies.includes(surname))
  assert.ok(seen.length > stage.actors.length / 2, 'names were read by somebody')
})

test('the mobile of an application is shown to the operator alone', async () => {
  const { applicationId } = stage
  const form = await running.call(stage.actorOf('operator').browser, schools.viewApplication, { applicationId })
  assert.match(form.text, /9205550144|920 555-01-44/)
  for (const actor of stage.actors) {
    if (actor.key === 'operator') continue
    const { text } = await running.call(actor.browser, schools.viewApplication, { applicationId })
    assert.doesNotMatch(text.replace(/[\s()-]/g, ''), /9205550144/, actor.key)
  }
})

test('a text that was deleted, hidden or replaced reaches nobody any more', async () => {
  const moderated = stage.chats.filter((chat) => !chat.key.startsWith('direct:'))
  for (const chat of stage.chats) {
    const [removed, edited] = [await say(chat), await say(chat)]
    await running.do(removed.author.browser, chats.remove, { messageId: removed.id })
    await running.do(edited.author.browser, chats.edit, { messageId: edited.id, text: `Исправлено ${edited.id}` })
    gone.push(removed, edited)
  }
  for (const chat of moderated) {
    const moderator = stage.actors.find(
      (one) => mayRead(one, chat) && (one.curates?.includes(chat.key.split(':')[1] as 'a7') || one.columns.has('AD')),
    )!
    const hidden = await say(chat)
    await running.do(moderator.browser, chats.hide, { messageId: hidden.id })
    gone.push(hidden)
  }
  const late = await openAll(Object.fromEntries(stage.chats.map(({ id }) => [`chat:${id}`, 0])))
  await heardAll(late)
  const frames = [...late.values()].flatMap((socket) => socket.heard.filter((one) => one.t === 'frame'))
  assert.ok(frames.length > gone.length, 'pages that come back are sent the frames that they missed')
  for (const { text, chat } of gone) {
    for (const [key, socket] of late)
      assert.ok(!heardBy(socket).includes(text), `${key} hears of ${chat.key} what is gone`)
  }
  for (const { text, chat } of standing) {
    const missed = [...late].filter(
      ([key, socket]) => mayRead(stage.actorOf(key), chat) !== heardBy(socket).includes(text),
    )
    assert.deepEqual(
      missed.map(([key]) => key),
      [],
      `${chat.key} is caught up by its members alone`,
    )
  }
  for (const socket of late.values()) socket.ws.close()
  assert.deepEqual((await readAll((call) => call.name.startsWith('chats.'))).wrong.slice(0, 20), [])
})

test('what breaks inside leaves a line in the log without texts, names, phones or tokens', async () => {
  const before = world.canaries.logged
  const { chat, author } = standing[0]!
  await world.owner.query('alter table chats.message rename to message_away')
  const broken = await running.call(author.browser, chats.send, {
    id: newId(),
    chatId: chat.id,
    text: standing[0]!.text,
    replyTo: null,
  })
  await running.call(author.browser, chats.edit, { messageId: standing[0]!.id, text: standing[1]!.text })
  await world.owner.query('alter table chats.message_away rename to message')
  assert.equal(broken.status, 500)
  assert.ok(world.canaries.logged >= before + 2)
})

test('frames, ledger and waiting jobs carry nothing for the wrong reader', async () => {
  await world.canaries.searchRemains(world.owner, world.urls.worker)
})

describe('the canaries bite:', () => {
  const leaks = async () => (await world.canaries.takeLeaks()).join('\n')
  const secretOf = (key: string) => standing.find((one) => one.chat.key === key)!
  const outsider = () => stage.actorOf('other parent')

  /** The same dispatch, but the answers of one call are tampered with. */
  async function withLeak(call: Call, leak: unknown, work: () => Promise<unknown>): Promise<void> {
    const { dispatch } = running.app.core
    const whole = dispatch.run.bind(dispatch)
    dispatch.run = async (request) => {
      const reply = await whole(request)
      return request.name === call.name ? { ...reply, value: { ...(reply.value as object), leak } } : reply
    }
    try {
      await work()
    } finally {
      dispatch.run = whole
    }
  }
  const askList = () => running.call(outsider().browser, chats.list, {})

  test('on a text in the answer to a person outside of the chat', async () => {
    await withLeak(chats.list, secretOf('parents:a7').text, askList)
    assert.match(await leaks(), /chats\.list told a text to person/)
  })

  test('on a text that its own chat has deleted', async () => {
    const buried = gone.find((one) => one.chat.key === 'parents:a8')!
    assert.ok(mayRead(outsider(), buried.chat))
    await withLeak(chats.list, buried.text, askList)
    assert.match(await leaks(), /chats\.list told a text/)
  })

  test('on a name of another school, a phone and a session of somebody else', async () => {
    const foreign = [...surnames].find(([, whose]) => whose.key === 'pupil of b')![0]
    await withLeak(chats.list, foreign, askList)
    assert.match(await leaks(), /told a name/)
    await withLeak(
      chats.list,
      `8 (${phones[3]!.slice(0, 3)}) ${phones[3]!.slice(3, 6)}-${phones[3]!.slice(6)}`,
      askList,
    )
    assert.match(await leaks(), /told a phone/)
    await withLeak(chats.list, stage.actorOf('admin').browser.cookie, askList)
    assert.match(await leaks(), /told a secret/)
  })

  test('on a frame that reaches a socket of somebody outside of the chat', async () => {
    const { chat } = secretOf('parents:a7')
    const { hub } = running.app.core
    const socket = await running.socket(outsider().browser)
    const topic = `chat:${chat.id}`
    const hearers = [...hub.hearersOf(`person:${outsider().personId}`)]
    for (const hearer of hearers) hub.join(hearer, topic)
    await hub.begin(topic, hearers)
    await say(chat)
    await heardAll(new Map([['outsider', socket]]))
    socket.ws.close()
    assert.match(await leaks(), /socket told a text/)
  })

  test('on a line of the log, an SMS and a letter', async () => {
    world.log.info({ who: [...surnames.keys()][0] }, 'entered')
    assert.match(await leaks(), /log told a name to nobody/)
    world.canaries.deliver('sms', `Новое сообщение: ${secretOf('direct:a').text}`)
    world.canaries.deliver('letter', `Ваш номер +7${phones[0]}`)
    assert.match(await leaks(), /sms told a text.*\n.*letter told a phone/)
  })

  test('on a frame of another chat, a line of the ledger and a waiting job', async () => {
    const { chat, text } = secretOf('staffroom:a')
    const schoolId = newId()
    await world.owner.query(
      `insert into kernel.frame (topic, seq, school_id, ops) select id, seq + 1, school_id, $2 from kernel.topic where id = $1`,
      [
        `chat:${secretOf('school:a').chat.id}`,
        JSON.stringify([['put', 'message', { id: newId(), chatId: chat.id, text }]]),
      ],
    )
    await world.owner.query(
      `insert into kernel.ledger (school_id, call, subject, detail) values ($1, 'x.y', 'x', $2)`,
      [schoolId, JSON.stringify({ phone: `+7${phones[0]}`, name: [...surnames.keys()][0] })],
    )
    const worker = new pg.Client({ connectionString: world.urls.worker })
    await worker.connect()
    await worker.query('select graphile_worker.add_job($1, $2)', ['x.push', JSON.stringify({ text })])
    await world.canaries.searchRemains(world.owner, world.urls.worker)
    const found = await leaks()
    assert.match(found, /frame told a text to chat:/)
    assert.match(found, /ledger of x\.y told a name/)
    assert.match(found, /ledger of x\.y told a phone/)
    assert.match(found, /job told a text/)
    await worker.query(`delete from graphile_worker._private_jobs`)
    await worker.end()
    await world.owner.query(`delete from kernel.ledger where call = 'x.y'`)
    await world.owner.query(`delete from kernel.frame f using kernel.topic t where t.id = f.topic and f.seq > t.seq`)
  })
})
