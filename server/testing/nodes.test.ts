/** Two nodes on one database, a member of a class on each: what happens on one is seen on the other. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { endOtherSessions } from '#contract/accounts.ts'
import * as chats from '#contract/chats.ts'
import type { FromServer } from '#contract/kernel/live.ts'
import { signInAs } from '#server/features/accounts/index.ts'
import { type Bus, notifyBus } from '#server/kernel/live/bus.ts'
import { newId } from '#server/kernel/ids.ts'
import { arrange } from './arrange.ts'
import { type Running, startRunning, type TestSocket } from './running.ts'
import { foundSchool, type Somebody } from './school.ts'
import { type Browser, newBrowser } from './world.ts'

let here: Running
let there: Running
let teacher: Somebody
let pupil: Somebody
let chatId: string
/** While true, nothing that `here` says reaches the other node. */
let isMute = false

/** The bus that the setting chooses, with a mouth that can be shut. */
async function mutableBus(connectionString: string): Promise<Bus> {
  const bus = await notifyBus({ connectionString }, (error) => assert.fail(String(error)))
  return { ...bus, send: (message) => (isMute ? undefined : bus.send(message)) }
}

before(async () => {
  const config = { nodes: 'several' } as const
  there = await startRunning({ config })
  here = await startRunning({ beside: there, bus: await mutableBus(there.world.urls.app) })
  const school = await foundSchool(there.world)
  const classId = await school.makeClass('7Б')
  teacher = await school.hire('teacher')
  await school.assign(classId, teacher)
  pupil = await school.enrol(classId)
  const { chats: known } = await here.do(teacher.browser, chats.list, {})
  chatId = known.find((chat) => chat.kind === 'class')!.id
})
after(async () => {
  await here.close()
  await there.close()
})

const say = (text: string) => here.do(teacher.browser, chats.send, { id: newId(), chatId, text, replyTo: null })

function heardText(socket: TestSocket, text: string): Promise<unknown> {
  return socket.next('frame', (frame) => JSON.stringify(frame.ops).includes(text))
}

async function within<T>(milliseconds: number, what: Promise<T>): Promise<T> {
  const started = performance.now()
  const result = await what
  const took = Math.round(performance.now() - started)
  assert.ok(took <= milliseconds, `took ${took} ms`)
  return result
}

/** Another device of the same person. */
async function signInAgain(who: Somebody): Promise<Browser> {
  const browser = newBrowser()
  await there.world.do(browser, arrange, {
    schoolId: null,
    work: (ctx) => signInAs(ctx, who.accountId, { factorPassed: true }),
  })
  browser.person = who.personId
  return browser
}

test('a message said on one node is heard on the other within a second', async () => {
  const socket = await there.socket(pupil.browser)
  await say('Здесь и там')
  await within(1000, heardText(socket, 'Здесь и там'))
  socket.ws.close()
})

test('who is removed on one node hears nothing more on the other within a second', async () => {
  const socket = await there.socket(pupil.browser)
  await here.do(teacher.browser, chats.removeMember, { chatId, personId: pupil.personId })
  await within(
    1000,
    socket.next('lost', (one) => one.topic === `chat:${chatId}`),
  )
  await say('Уже без него')
  const witness = await there.socket(teacher.browser)
  await say('Свидетель слышит')
  await heardText(witness, 'Свидетель слышит')
  assert.doesNotMatch(JSON.stringify(socket.heard), /Уже без него|Свидетель слышит/)
  await there.world.owner.query('update chats.member set active = true, removed_by = null where person_id = $1', [
    pupil.personId,
  ])
  for (const one of [socket, witness]) one.ws.close()
})

test('a session that is ended on one node loses its pages on the other within a second', async () => {
  const other = await signInAgain(pupil)
  const [lost, kept] = [await there.socket(other), await there.socket(pupil.browser)]
  await here.do(pupil.browser, endOtherSessions, {})
  assert.equal(await within(1000, lost.closed), 4001)
  assert.equal(kept.ws.readyState, kept.ws.OPEN)
  kept.ws.close()
})

test('a lost hint is repaired by the node itself', async () => {
  const socket = await there.socket(pupil.browser)
  isMute = true
  await say('Этого намёка нет')
  isMute = false
  assert.doesNotMatch(JSON.stringify(socket.heard), /Этого намёка нет/)
  await there.app.listening.reconcile()
  await heardText(socket, 'Этого намёка нет')
  socket.ws.close()
})

test('a frame whose hint was lost comes before the next one', async () => {
  const socket = await there.socket(pupil.browser)
  isMute = true
  await say('Первое, без намёка')
  isMute = false
  await say('Второе, с намёком')
  await heardText(socket, 'Второе, с намёком')
  const heard = JSON.stringify(socket.heard)
  assert.ok(heard.indexOf('Первое, без намёка') < heard.indexOf('Второе, с намёком'))
  assert.ok(heard.includes('Первое, без намёка'))
  socket.ws.close()
})

test('frames of 300 messages that both nodes take at once are heard on both in order, without a gap', async () => {
  const sockets = await Promise.all([here.socket(teacher.browser), there.socket(pupil.browser)])
  const first = (await there.do(pupil.browser, chats.open, { chatId, around: null })).last
  const sends = Array.from({ length: 300 }, (_, at) => {
    const [node, who] = at % 2 ? [here, teacher] : [there, pupil]
    return node.do(who.browser, chats.send, { id: newId(), chatId, text: `Сообщение ${at}.`, replyTo: null })
  })
  const numbers = (await Promise.all(sends)).map((sent) => sent.message.number).toSorted((a, b) => a - b)
  assert.deepEqual(
    numbers,
    Array.from({ length: 300 }, (_, at) => first + 1 + at),
  )
  for (const socket of sockets) {
    await socket.next('frame', (frame) => numbersIn(frame).includes(first + 300))
    const frames = socket.heard.filter((one) => one.t === 'frame').filter((one) => one.topic === `chat:${chatId}`)
    const seqs = frames.map((frame) => frame.seq)
    assert.deepEqual(
      seqs,
      seqs.map((_, at) => seqs[0]! + at),
      'no frame is missing, doubled or out of order',
    )
    assert.deepEqual(frames.flatMap(numbersIn), numbers)
    socket.ws.close()
  }
})

function numbersIn(frame: Extract<FromServer, { t: 'frame' }>): number[] {
  return frame.ops.flatMap((op) => (op[0] === 'put' && op[1] === 'message' ? [(op[2] as chats.Message).number] : []))
}
