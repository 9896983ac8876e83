/** The tests must bite: each fault turns the small suite that looks for it red, and without faults every suite is green. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import type pg from 'pg'
import * as accounts from '#contract/accounts.ts'
import * as chats from '#contract/chats.ts'
import type { App } from '#server/app.ts'
import { newId } from '#server/kernel/ids.ts'
import type { Delivered } from '#server/testing/delivery-check.ts'
import type { ClientFault } from '#server/testing/delivery-client.ts'
import { startRunning } from '#server/testing/running.ts'
import { foundSchool } from '#server/testing/school.ts'
import { startServerProcess } from '#server/testing/server-process.ts'
import { until } from '#server/testing/until.ts'
import { generousLimits } from '#server/testing/world.ts'
import { openBadNetwork } from './bad-network.ts'
import { openDurable } from './durable-postgres.ts'
import { isWhole, startTalk } from './load.ts'
import * as plant from './planted-faults.ts'

interface Fault {
  readonly clients?: readonly ClientFault[]
  readonly database?: (owner: pg.Pool) => Promise<void>
  readonly app?: (app: App) => void
}

const none: Fault = {}
/** Milliseconds in which everything must have come to its end; where it cannot, little is waited for. */
const patienceFor = (fault: Fault) => (fault === none ? 20_000 : 3000)

/** Connections are reset all the time. */
async function underResets(fault: Fault): Promise<Delivered> {
  const { clients = [], database, app } = fault
  const running = await startRunning()
  const { owner } = running.world
  await database?.(owner)
  app?.(running.app)
  const network = await openBadNetwork(running.port)
  const talk = await startTalk(owner, { port: () => network.port, people: 6, beatMs: 400, faults: clients })
  const end = Date.now() + 2500
  try {
    // some faults end the talk
    for (let goal = 40; Date.now() < end; goal = talk.acknowledged() + 40) {
      network.strike('reset', 0.3)
      await until(() => talk.acknowledged() >= goal || Date.now() > end)
    }
    return await talk.finish(patienceFor(fault))
  } finally {
    talk.stop()
    await network.close()
    await running.close()
  }
}

/** News of commits reach the pages out of order. */
function underDisorder(fault: Fault): Promise<Delivered> {
  return onWholeNetwork(fault, { app: plant.unorderedSending })
}

/** News of some commits are lost, and those of the last ones altogether. */
function underLostHints(fault: Fault): Promise<Delivered> {
  let share = 0.3
  const app = (running: App) => plant.lostHints(running, () => share)
  const atLast = async (running: App) => {
    share = 1
    // what is read for the sake of an earlier gap would bring the last ones along
    await until(() => plant.isAtRest(running))
  }
  return onWholeNetwork(fault, { app, atLast })
}

async function onWholeNetwork(
  fault: Fault,
  { app, atLast }: { app: (app: App) => void; atLast?: (app: App) => Promise<void> },
): Promise<Delivered> {
  const running = await startRunning()
  app(running.app)
  fault.app?.(running.app)
  const stopComparing = plant.compareOften(running.app)
  const talk = await startTalk(running.world.owner, {
    port: () => running.port,
    people: 5,
    beatMs: 400,
    faults: fault.clients ?? [],
  })
  try {
    await talk.more(300)
    await atLast?.(running.app)
    await talk.more(20)
    return await talk.finish(patienceFor(fault))
  } finally {
    talk.stop()
    await stopComparing()
    await running.close()
  }
}

async function underKills(what: 'server' | 'postgres', fault: Fault): Promise<Delivered> {
  const { app, database } = fault
  const postgres = await openDurable()
  await database?.(postgres.owner)
  if (database === asyncCommit)
    await postgres.asAdmin((admin) => admin.query('alter role peremena_app set synchronous_commit = off'))
  const order = {
    database: postgres.urls,
    port: 0,
    dataDir: postgres.dataDir,
    key: randomBytes(32).toString('hex'),
    limits: generousLimits,
    logLevel: 'silent',
    acksBeforeCommit: app === plant.ackBeforeCommit,
  }
  let server = await startServerProcess(order)
  const talk = await startTalk(postgres.owner, { port: () => server.port, people: 6 })
  try {
    for (let at = 0; at < 2; at++) {
      await talk.more(100)
      if (what === 'postgres') await postgres.kill()
      else {
        await server.kill()
        server = await startServerProcess({ ...order, port: server.port })
      }
    }
    await talk.more(20)
    return await talk.finish(patienceFor(fault))
  } finally {
    talk.stop()
    await server.kill()
    await postgres.close()
  }
}

/** Marks the fault; the role's setting is changed by the administrator of the cluster. */
async function asyncCommit(): Promise<void> {
  await Promise.resolve()
}

const suites: readonly [
  name: string,
  run: (fault: Fault) => Promise<Delivered>,
  faults: Readonly<Record<string, Fault>>,
][] = [
  [
    'resets of connections',
    underResets,
    {
      'a client that sends again under a new id': { clients: ['new-id-on-retry'] },
      'a client that does not send again': { clients: ['no-retry'] },
      'a client that does not catch up at hello': { clients: ['no-catch-up'] },
      'no idempotency key': { database: plant.noIdempotencyKey },
      'a cursor by id': { database: plant.cursorById },
    },
  ],
  ['disordered news', underDisorder, { 'a client without gap check': { clients: ['no-gap-check'] } }],
  ['lost hints', underLostHints, { 'a node that never compares with the table': { app: plant.noReconcile } }],
  [
    'kills of the server',
    (fault) => underKills('server', fault),
    { 'an answer before the commit': { app: plant.ackBeforeCommit } },
  ],
  [
    'kills of PostgreSQL',
    (fault) => underKills('postgres', fault),
    { 'commits that are not written yet': { database: asyncCommit } },
  ],
]

for (const [name, run, faults] of suites) {
  test(`${name}: nothing is lost, doubled or out of order without a fault`, async () => {
    const delivered = await run(none)
    assert.ok(isWhole(delivered), JSON.stringify(delivered).slice(0, 1000))
  })
  for (const [fault, planted] of Object.entries(faults)) {
    test(`${name}: ${fault} is noticed`, async (t) => {
      const delivered = await run(planted)
      assert.equal(isWhole(delivered), false)
      const [first] = [...delivered.doubled, ...delivered.lost, ...delivered.disordered]
      t.diagnostic(String(first))
    })
  }
}

/** Whether a member who was removed hears or says anything a second later. */
async function removedMember({ database, app }: Fault): Promise<string[]> {
  const running = await startRunning()
  try {
    const school = await foundSchool(running.world)
    const [teacher, gone] = [await school.hire('teacher'), await school.hire('teacher')]
    await database?.(running.world.owner)
    app?.(running.app)
    const { chats: known } = await running.do(teacher.browser, chats.list, {})
    const chatId = known.find((chat) => chat.kind === 'staffroom')!.id
    const page = await running.socket(gone.browser)
    await running.do(school.admin.browser, chats.removeMember, { chatId, personId: gone.personId })
    const { status } = await running.call(gone.browser, chats.send, {
      id: newId(),
      chatId,
      text: 'Ещё здесь',
      replyTo: null,
    })
    const said = await running.do(teacher.browser, chats.send, {
      id: newId(),
      chatId,
      text: 'Между нами',
      replyTo: null,
    })
    // a socket keeps its order: what it hears of that stands before this reply
    page.say({ t: 'call', n: 1, name: accounts.me.name, input: {} })
    await page.reply(1)
    const heard = page.heard.filter((message) => JSON.stringify(message).includes(said.message.id))
    return [...(status === 200 ? ['writes'] : []), ...(heard.length > 0 ? ['hears'] : [])]
  } finally {
    await running.close()
  }
}

test('a removed member neither writes nor hears; rights that are kept too long, or pages that hear on, are noticed', async () => {
  assert.deepEqual(await removedMember(none), [])
  assert.deepEqual(await removedMember({ database: plant.cachedRights }), ['writes'])
  assert.deepEqual(await removedMember({ app: plant.deafToLeaving }), ['hears'])
})
