import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as chats from '#contract/chats.ts'
import { newId } from '#server/kernel/ids.ts'
import { opsAfter } from '#server/testing/live.ts'
import { foundSchool, type School, type Somebody } from '#server/testing/school.ts'
import { createWorld, newBrowser, type World } from '#server/testing/world.ts'

let world: World
let school: School
let classId: string
let teacher: Somebody
let pupil: Somebody
let parent: Somebody

before(async () => {
  world = await createWorld()
  school = await foundSchool(world)
  classId = await school.makeClass('7Б')
  teacher = await school.hire('teacher')
  await school.assign(classId, teacher)
  pupil = await school.enrol(classId)
  parent = await school.addParent(pupil)
})
after(() => world.close())

async function chatOf(who: Somebody, kind: chats.ChatKind): Promise<string> {
  const { chats: known } = await world.do(who.browser, chats.list, {})
  const found = known.find((chat) => chat.kind === kind)
  assert.ok(found, `there is a chat of kind ${kind}`)
  return found.id
}

async function say(who: Somebody, chatId: string, text: string): Promise<chats.Message> {
  return (await world.do(who.browser, chats.send, { id: newId(), chatId, text, replyTo: null })).message
}

async function messagesOf(who: Somebody, chatId: string): Promise<chats.Message[]> {
  return (await world.do(who.browser, chats.open, { chatId, around: null })).messages
}

test('without context every tenant table shows no row', async () => {
  const rows = await world.core.db.now.many<{ id: string }>`select id from chats.chat`
  assert.deepEqual(rows, [])
})

test('chats follow the roster: everybody is where his role puts him', async () => {
  const kinds = async (who: Somebody) =>
    (await world.do(who.browser, chats.list, {})).chats.map((chat) => chat.kind).sort()
  assert.deepEqual(await kinds(teacher), ['class', 'parents', 'school-channel', 'staff-channel', 'staffroom'])
  assert.deepEqual(await kinds(pupil), ['class', 'school-channel'])
  assert.deepEqual(await kinds(parent), ['parents', 'school-channel'])
  assert.deepEqual(await kinds(school.admin), ['school-channel', 'staff-channel', 'staffroom'])
})

test('messages of a chat are numbered from 1 without gaps', async () => {
  const chatId = await chatOf(teacher, 'class')
  for (const text of ['Доброе утро!', 'Завтра контрольная.', 'Не забудьте сменку.']) await say(teacher, chatId, text)
  const numbers = (await messagesOf(pupil, chatId)).map((message) => message.number)
  assert.deepEqual(
    numbers,
    numbers.map((_, at) => at + 1),
  )
})

test('a hundred who send at once lose nothing and are all in order', async () => {
  const chatId = await chatOf(teacher, 'staffroom')
  const before = await world.do(teacher.browser, chats.open, { chatId, around: null })
  const sent = await Promise.all(
    Array.from({ length: 100 }, (_, at) => say(at % 2 ? teacher : school.admin, chatId, `№ ${at}`)),
  )
  const numbers = sent.map((message) => message.number).sort((a, b) => a - b)
  assert.deepEqual(
    numbers,
    Array.from({ length: 100 }, (_, at) => before.last + at + 1),
  )
})

test('an id is unique for good: a retry answers with the first result, even if the text differs', async () => {
  const chatId = await chatOf(teacher, 'class')
  const id = newId()
  const first = await world.do(teacher.browser, chats.send, { id, chatId, text: 'Первый', replyTo: null })
  const again = await world.do(teacher.browser, chats.send, { id, chatId, text: 'Второй', replyTo: null })
  assert.deepEqual(again, first)
  assert.equal(
    await world.refused(pupil.browser, chats.send, { id, chatId, text: 'Чужой', replyTo: null }),
    'not_found',
  )
})

test('the same id sent ten times at once is one message', async () => {
  const chatId = await chatOf(teacher, 'class')
  const id = newId()
  const all = await Promise.all(
    Array.from({ length: 10 }, () =>
      world.do(teacher.browser, chats.send, { id, chatId, text: 'Один раз', replyTo: null }),
    ),
  )
  assert.equal(new Set(all.map((answer) => answer.message.number)).size, 1)
})

test('a chat one is not in does not exist', async () => {
  const chatId = await chatOf(teacher, 'staffroom')
  assert.equal(await world.refused(parent.browser, chats.open, { chatId, around: null }), 'not_found')
  assert.equal(
    await world.refused(parent.browser, chats.send, { id: newId(), chatId, text: 'Привет', replyTo: null }),
    'not_found',
  )
  assert.equal(await world.refused(parent.browser, chats.markRead, { chatId, number: 1 }), 'not_found')
  assert.equal(
    await world.refused(parent.browser, chats.history, { chatId, from: 1, direction: 'before', limit: 10 }),
    'not_found',
  )
  assert.equal(await world.refused(parent.browser, chats.members, { chatId, offset: 0, limit: 10 }), 'not_found')
  assert.equal(await world.refused(parent.browser, chats.pick, { chatId, messages: [], members: [] }), 'not_found')
})

test('a stranger writes nowhere', async () => {
  const chatId = await chatOf(teacher, 'class')
  assert.equal(
    await world.refused(newBrowser(teacher.personId), chats.send, { id: newId(), chatId, text: 'Эй', replyTo: null }),
    'unauthorized',
  )
})

test('in the channel of the school only administrators write', async () => {
  const chatId = await chatOf(teacher, 'school-channel')
  assert.equal(
    await world.refused(teacher.browser, chats.send, { id: newId(), chatId, text: 'Всем!', replyTo: null }),
    'may_not_write',
  )
  assert.equal((await say(school.admin, chatId, 'Линейка переносится.')).text, 'Линейка переносится.')
})

test('a deleted message leaves no trace of its text, not even in stored frames', async () => {
  const chatId = await chatOf(pupil, 'class')
  const secret = `тайна ${newId()}`
  const message = await say(pupil, chatId, secret)
  await world.do(pupil.browser, chats.remove, { messageId: message.id })
  const shown = (await messagesOf(teacher, chatId)).find((one) => one.id === message.id)
  assert.deepEqual([shown?.text, shown?.deleted], ['', 'author'])
  assert.ok(!JSON.stringify(await opsAfter(world, `chat:${chatId}`, 0)).includes(secret))
  assert.equal(
    await world.refused(pupil.browser, chats.edit, { messageId: message.id, text: 'Снова' }),
    'message_deleted',
  )
  assert.equal(await world.refused(pupil.browser, chats.remove, { messageId: message.id }), 'message_deleted')
})

test('pupils change their messages for a day, staff for seven', async () => {
  const chatId = await chatOf(pupil, 'class')
  const ofPupil = await say(pupil, chatId, 'Опечтка')
  const ofTeacher = await say(teacher, chatId, 'Опечатка')
  const edited = await world.do(pupil.browser, chats.edit, { messageId: ofPupil.id, text: 'Опечатка' })
  assert.equal(edited.message.text, 'Опечатка')
  assert.equal(typeof edited.message.editedAt, 'number')
  assert.equal(await world.refused(teacher.browser, chats.edit, { messageId: ofPupil.id, text: 'Чужое' }), 'forbidden')
  const now = world.clock.now
  world.clock.now = now + 2 * 86_400_000
  assert.equal(await world.refused(pupil.browser, chats.edit, { messageId: ofPupil.id, text: 'Поздно' }), 'too_late')
  assert.equal(await world.refused(pupil.browser, chats.remove, { messageId: ofPupil.id }), 'too_late')
  await world.do(teacher.browser, chats.edit, { messageId: ofTeacher.id, text: 'Исправлено' })
  world.clock.now = now
})

test('the class teacher hides a message of a pupil; a pupil hides nothing', async () => {
  const chatId = await chatOf(pupil, 'class')
  const message = await say(pupil, chatId, 'Грубость')
  const own = await say(teacher, chatId, 'Правило')
  assert.equal(await world.refused(pupil.browser, chats.hide, { messageId: own.id }), 'forbidden')
  await world.do(teacher.browser, chats.hide, { messageId: message.id })
  assert.equal((await messagesOf(pupil, chatId)).find((one) => one.id === message.id)?.deleted, 'moderator')
  assert.equal(await world.refused(teacher.browser, chats.hide, { messageId: message.id }), 'message_deleted')
})

test('the write mode holds for all but moderators', async () => {
  const chatId = await chatOf(pupil, 'class')
  const send = { chatId, text: 'Можно?', replyTo: null }
  await world.do(teacher.browser, chats.setWriteMode, { chatId, mode: 'staff', closedUntil: null })
  assert.equal(await world.refused(pupil.browser, chats.send, { ...send, id: newId() }), 'may_not_write')
  await world.do(teacher.browser, chats.setWriteMode, { chatId, mode: 'nobody', closedUntil: null })
  assert.equal(await world.refused(pupil.browser, chats.send, { ...send, id: newId() }), 'chat_closed')
  await say(teacher, chatId, 'Учителю можно')
  await world.do(teacher.browser, chats.setWriteMode, { chatId, mode: 'all', closedUntil: Date.now() + 60_000 })
  assert.equal(await world.refused(pupil.browser, chats.send, { ...send, id: newId() }), 'chat_closed')
  assert.equal(
    await world.refused(teacher.browser, chats.setWriteMode, { chatId, mode: 'all', closedUntil: 1 }),
    'time_passed',
  )
  assert.equal(
    await world.refused(pupil.browser, chats.setWriteMode, { chatId, mode: 'all', closedUntil: null }),
    'forbidden',
  )
  await world.do(teacher.browser, chats.setWriteMode, { chatId, mode: 'all', closedUntil: null })
  await say(pupil, chatId, 'Спасибо')
})

test('reading far moves the seat forward only, and shows the author that somebody has read', async () => {
  const chatId = await chatOf(teacher, 'parents')
  const { number } = await say(teacher, chatId, 'Собрание в четверг')
  await world.do(parent.browser, chats.markRead, { chatId, number })
  await world.do(parent.browser, chats.markRead, { chatId, number: 0 })
  const { seat, chat } = await world.do(parent.browser, chats.open, { chatId, around: null })
  assert.equal(seat.read, number)
  assert.ok(chat.readTop.some((one) => one.personId === parent.personId && one.number === number))
  await world.do(parent.browser, chats.markRead, { chatId, number: 1_000_000 })
  assert.equal((await world.do(parent.browser, chats.open, { chatId, around: null })).seat.read, number)
})

test('adults write to each other by the table of pairs; pupils to no one until reports exist', async () => {
  const stranger = await school.hire('staff')
  const one = await world.do(parent.browser, chats.startDirect, { personId: teacher.personId })
  const other = await world.do(teacher.browser, chats.startDirect, { personId: parent.personId })
  assert.equal(one.chatId, other.chatId)
  assert.equal(await world.refused(parent.browser, chats.startDirect, { personId: stranger.personId }), 'not_found')
  assert.equal(await world.refused(pupil.browser, chats.startDirect, { personId: teacher.personId }), 'not_found')
  assert.equal(await world.refused(teacher.browser, chats.startDirect, { personId: pupil.personId }), 'not_found')
  assert.equal(await world.refused(teacher.browser, chats.startDirect, { personId: newId() }), 'not_found')
  const { seats } = await world.do(parent.browser, chats.list, {})
  assert.equal(seats.find((seat) => seat.id === one.chatId)?.peer?.personId, teacher.personId)
})

test('candidates for a direct chat are those the table of pairs allows', async () => {
  const names = async (who: Somebody) =>
    (await world.do(who.browser, chats.directCandidates, { text: '' })).people.map((card) => card.personId)
  const ofParent = await names(parent)
  assert.ok(ofParent.includes(teacher.personId))
  assert.ok(ofParent.includes(school.admin.personId), 'the administration may be asked')
  assert.ok(!ofParent.includes(pupil.personId))
  assert.ok((await names(teacher)).includes(parent.personId))
})

test('two who open a direct chat at once get the same one', async () => {
  const a = await school.hire('teacher')
  const b = await school.hire('teacher')
  const opened = await Promise.all(
    Array.from({ length: 10 }, (_, at) =>
      at % 2
        ? world.do(a.browser, chats.startDirect, { personId: b.personId })
        : world.do(b.browser, chats.startDirect, { personId: a.personId }),
    ),
  )
  assert.equal(new Set(opened.map((one) => one.chatId)).size, 1)
})

test('a member removed by hand loses the chat, and the roster does not bring him back', async () => {
  const chatId = await chatOf(parent, 'parents')
  const noisy = await school.addParent(pupil)
  assert.equal(
    await world.refused(parent.browser, chats.removeMember, { chatId, personId: noisy.personId }),
    'forbidden',
  )
  await world.do(teacher.browser, chats.removeMember, { chatId, personId: noisy.personId })
  assert.equal(await world.refused(noisy.browser, chats.open, { chatId, around: null }), 'not_found')
  assert.equal(
    await world.refused(noisy.browser, chats.send, { id: newId(), chatId, text: 'Я ещё тут', replyTo: null }),
    'not_found',
  )
  const ops = await opsAfter(world, `person:${noisy.personId}`, 0)
  assert.ok(ops.some((op) => op[0] === 'leave' && op[1] === `chat:${chatId}`))
  const sibling = await school.enrol(classId)
  await school.addChild(noisy, sibling)
  assert.equal(await world.refused(noisy.browser, chats.open, { chatId, around: null }), 'not_found')
  assert.equal(
    await world.refused(teacher.browser, chats.removeMember, { chatId, personId: noisy.personId }),
    'not_found',
  )
})

test('who was removed by hand may be taken back while the roster puts him there', async () => {
  const chatId = await chatOf(parent, 'parents')
  const [child, stranger] = [await school.enrol(classId), await school.enrol(await school.makeClass('2В'))]
  const mother = await school.addParent(child)
  const who = { chatId, personId: mother.personId }
  await world.do(teacher.browser, chats.removeMember, who)
  await world.do(teacher.browser, chats.addMember, who)
  const { members } = await world.do(mother.browser, chats.members, { chatId, offset: 0, limit: 200 })
  assert.match(members.find((member) => member.personId === mother.personId)?.reason ?? '', /^родитель: /)
  const foreign = { chatId, personId: (await school.addParent(stranger)).personId }
  assert.equal(await world.refused(teacher.browser, chats.addMember, foreign), 'only_staff')
})

test('the last moderator stays, and only staff are made moderators or added by hand', async () => {
  const chatId = await chatOf(teacher, 'parents')
  const colleague = await school.hire('teacher')
  assert.equal(
    await world.refused(teacher.browser, chats.removeMember, { chatId, personId: teacher.personId }),
    'last_moderator',
  )
  assert.equal(
    await world.refused(teacher.browser, chats.setModerator, { chatId, personId: teacher.personId, moderator: false }),
    'last_moderator',
  )
  assert.equal(
    await world.refused(teacher.browser, chats.addMember, { chatId, personId: pupil.personId }),
    'only_staff',
  )
  await world.do(teacher.browser, chats.addMember, { chatId, personId: colleague.personId })
  assert.equal(
    await world.refused(teacher.browser, chats.addMember, { chatId, personId: colleague.personId }),
    'already_member',
  )
  await world.do(teacher.browser, chats.setModerator, { chatId, personId: colleague.personId, moderator: true })
  assert.equal(
    await world.refused(teacher.browser, chats.setModerator, { chatId, personId: parent.personId, moderator: true }),
    'only_staff',
  )
  const { members, total } = await world.do(parent.browser, chats.members, { chatId, offset: 0, limit: 200 })
  assert.equal(members.length, total)
  assert.ok(members.find((member) => member.personId === colleague.personId)?.reason.startsWith('по приглашению'))
})

test('a direct chat has no keeper', async () => {
  const { chatId } = await world.do(teacher.browser, chats.startDirect, { personId: parent.personId })
  for (const [call, input] of [
    [chats.setWriteMode, { chatId, mode: 'nobody', closedUntil: null }],
    [chats.addMember, { chatId, personId: school.admin.personId }],
    [chats.removeMember, { chatId, personId: parent.personId }],
    [chats.setModerator, { chatId, personId: teacher.personId, moderator: true }],
  ] as const) {
    assert.equal(await world.refused(teacher.browser, call, input), 'forbidden', call.name)
  }
})

test('a page of history is in order of number, with its authors and what it answers', async () => {
  const chatId = await chatOf(teacher, 'staffroom')
  const first = await say(teacher, chatId, 'Кто возьмёт дежурство?')
  for (let n = 0; n < 80; n++) await say(school.admin, chatId, `Строка ${n}`)
  const answer = await world.do(school.admin.browser, chats.send, { id: newId(), chatId, text: 'Я', replyTo: first.id })
  const { messages } = await world.do(teacher.browser, chats.open, { chatId, around: null })
  assert.ok(
    messages.some((message) => message.id === first.id),
    'the quoted message comes along',
  )
  const page = await world.do(teacher.browser, chats.history, {
    chatId,
    from: answer.message.number,
    direction: 'before',
    limit: 50,
  })
  assert.deepEqual(
    page.messages.map((message) => message.number),
    Array.from({ length: 50 }, (_, at) => answer.message.number - 50 + at),
  )
  const picked = await world.do(teacher.browser, chats.pick, {
    chatId,
    messages: [first.id, newId()],
    members: [school.admin.personId],
  })
  assert.deepEqual(
    picked.messages.map((message) => message.id),
    [first.id],
  )
  assert.equal(picked.members.length, 2)
})

test('a detached class teacher loses the chats of the class in the same act', async () => {
  const { removeCurator } = await import('#contract/classes.ts')
  const another = await school.makeClass('8В')
  const leaving = await school.hire('teacher')
  await school.assign(another, leaving)
  const chatId = await chatOf(leaving, 'class')
  await say(leaving, chatId, 'Здравствуйте!')
  await world.do(school.admin.browser, removeCurator, { classId: another, personId: leaving.personId })
  assert.equal(await world.refused(leaving.browser, chats.open, { chatId, around: null }), 'not_found')
  const ops = await opsAfter(world, `person:${leaving.personId}`, 0)
  assert.equal(ops.filter((op) => op[0] === 'leave' && op[1].startsWith('chat:')).length, 2)
})
