/** What a page holds after the frames is what a fetch answers, for every command of chats that publishes. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as chats from '#contract/chats.ts'
import { removeCurator } from '#contract/classes.ts'
import { newId } from '#server/kernel/ids.ts'
import { applyFrames, type Held, hold, opsAfter } from '#server/testing/live.ts'
import { foundSchool, type School, type Somebody } from '#server/testing/school.ts'
import { createWorld, type World } from '#server/testing/world.ts'

let world: World
let school: School
let classId: string
let teacher: Somebody
let colleague: Somebody
let pupil: Somebody
let parent: Somebody
let chatId: string

before(async () => {
  world = await createWorld()
  school = await foundSchool(world)
  classId = await school.makeClass('7Б')
  teacher = await school.hire('teacher')
  colleague = await school.hire('teacher')
  await school.assign(classId, teacher)
  pupil = await school.enrol(classId)
  parent = await school.addParent(pupil)
  const { chats: known } = await world.do(teacher.browser, chats.list, {})
  chatId = known.find((chat) => chat.kind === 'parents')!.id
})
after(() => world.close())

interface Snapshot {
  readonly held: Held
  readonly seq: number
}

/** The whole chat as a client holds it: the chat, its messages, its active members. */
async function fetchChat(who: Somebody): Promise<Snapshot> {
  const { value, marks } = await world.ask(who.browser, chats.open, { chatId, around: null })
  const topic = `chat:${chatId}`
  return {
    seq: marks[topic]!,
    held: hold([
      ['chat', value.chat],
      ...value.messages.map((message) => ['message', message] as const),
      ...value.members.filter((member) => member.active).map((member) => ['member', member] as const),
    ]),
  }
}

/** A fetch leaves out members who left, unless they wrote something; a page keeps their card. */
function withoutGone(held: Held): Held {
  return new Map([...held].filter(([, value]) => !('active' in value) || value.active === true))
}

async function sameAfter(act: () => Promise<unknown>): Promise<void> {
  const { held, seq } = await fetchChat(teacher)
  await act()
  const last = await applyFrames(world, held, { topic: `chat:${chatId}`, seq })
  const now = await fetchChat(teacher)
  assert.equal(last, now.seq)
  assert.ok(last > seq, 'something was published')
  assert.deepEqual(new Map([...withoutGone(held)].sort()), new Map([...now.held].sort()))
}

const text = (words: string) => ({ id: newId(), chatId, text: words, replyTo: null })

test('after sending', () => sameAfter(() => world.do(parent.browser, chats.send, text('Здравствуйте!'))))

test('after ten who send at once', () =>
  sameAfter(() =>
    Promise.all(Array.from({ length: 10 }, (_, n) => world.do(teacher.browser, chats.send, text(`№ ${n}`)))),
  ))

test('after an edit', async () => {
  const { message } = await world.do(parent.browser, chats.send, text('Опечтка'))
  await sameAfter(() => world.do(parent.browser, chats.edit, { messageId: message.id, text: 'Опечатка' }))
})

test('after a deletion and a hiding', async () => {
  const one = await world.do(parent.browser, chats.send, text('Удалю'))
  const other = await world.do(parent.browser, chats.send, text('Скроют'))
  await sameAfter(() => world.do(parent.browser, chats.remove, { messageId: one.message.id }))
  await sameAfter(() => world.do(teacher.browser, chats.hide, { messageId: other.message.id }))
})

test('after reading', async () => {
  const { message } = await world.do(teacher.browser, chats.send, text('Прочтите'))
  await sameAfter(() => world.do(parent.browser, chats.markRead, { chatId, number: message.number }))
})

test('after the write mode changed', () =>
  sameAfter(() =>
    world.do(teacher.browser, chats.setWriteMode, { chatId, mode: 'staff', closedUntil: Date.now() + 1e6 }),
  ))

test('after a member was added, made moderator, removed', async () => {
  const { personId } = colleague
  await sameAfter(() => world.do(teacher.browser, chats.addMember, { chatId, personId }))
  await sameAfter(() => world.do(teacher.browser, chats.setModerator, { chatId, personId, moderator: true }))
  await sameAfter(() => world.do(teacher.browser, chats.removeMember, { chatId, personId }))
})

test('after a pupil and a parent came', async () => {
  await sameAfter(async () => school.addParent(await school.enrol(classId)))
})

test('a person who joins and leaves is told by frames of his own', async () => {
  const topic = `person:${colleague.personId}`
  const { marks } = await world.ask(colleague.browser, chats.list, {})
  await school.assign(classId, colleague)
  const { value } = await world.ask(colleague.browser, chats.list, {})
  const held = hold([])
  await applyFrames(world, held, { topic, seq: marks[topic]! })
  for (const seat of value.seats.filter((one) => held.has(`seat ${one.id}`))) {
    assert.deepEqual({ ...held.get(`seat ${seat.id}`), last: seat.last }, seat)
  }
  const joined = (await opsAfter(world, topic, marks[topic]!)).filter((op) => op[0] === 'join').map((op) => op[1])
  assert.ok(joined.includes(`chat:${chatId}`))
  const before = await world.ask(colleague.browser, chats.list, {})
  await world.do(school.admin.browser, removeCurator, { classId, personId: colleague.personId })
  const ops = await opsAfter(world, topic, before.marks[topic]!)
  assert.ok(ops.some((op) => op[0] === 'leave' && op[1] === `chat:${chatId}`))
  assert.ok(ops.some((op) => op[0] === 'drop' && op[1] === 'seat' && op[2] === chatId))
})
