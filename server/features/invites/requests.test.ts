import { deepEqual, equal, notEqual, ok } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { me } from '#contract/accounts.ts'
import { list as chatList } from '#contract/chats.ts'
import { archive, enrolNew, roster } from '#contract/classes.ts'
import {
  accept,
  createParentLink,
  createPupilLink,
  createStaffLink,
  decline,
  mine as myRequests,
  redeem,
  requests,
} from '#contract/invites.ts'
import { mine, staff } from '#contract/people.ts'
import type { InputOf } from '#contract/kernel/define.ts'
import type { FullName } from '#contract/kernel/scalars.ts'
import { foundSchool, type School, type Somebody } from '#server/testing/school.ts'
import { type Browser, createWorld, newBrowser, type World } from '#server/testing/world.ts'

let world: World
let school: School
let other: School
let classId: string
let teacher: Somebody
before(async () => {
  world = await createWorld()
  school = await foundSchool(world)
  other = await foundSchool(world, 'Школа № 7', 'Asia/Anadyr')
  classId = await school.makeClass('7Б')
  teacher = await school.hire('teacher', { surname: 'Круглова', name: 'Елена', patronymic: 'Сергеевна' })
  await school.assign(classId, teacher)
})
after(() => world.close())

const terms = { days: 14, maxUses: 100 }
const named = (surname: string, name: string): FullName => ({ surname, name, patronymic: null })
const plain = (names: FullName | null) => ({ names, position: null, child: null })
const pupilLink = async (id = classId) =>
  (await world.do(school.admin.browser, createPupilLink, { classId: id, ...terms })).token
const parentLink = async (id = classId) =>
  (await world.do(teacher.browser, createParentLink, { classId: id, ...terms })).token
const staffLink = async (kind: 'administration' | 'teacher' | 'staff') =>
  (await world.do(school.admin.browser, createStaffLink, { kind, ...terms })).token
const mother = (surname: string, name: string) => ({ surname, name, kin: 'mother' as const })

/** A stranger with a link: a browser, and the request it left. */
async function asks(secret: string, input: Partial<InputOf<typeof redeem>>, browser = newBrowser()) {
  const { requestId } = await world.do(browser, redeem, { secret, ...plain(null), ...input })
  return { browser, requestId: requestId! }
}
async function personsOf(browser: Browser) {
  return (await world.do({ ...browser, person: null }, mine, {})).persons
}

test('a link never gives a role before acceptance', async () => {
  const { browser, requestId } = await asks(await pupilLink(), { names: named('Пак', 'Ян') })
  deepEqual(await personsOf(browser), [])
  const [asked] = (await world.do(browser, myRequests, {})).requests
  deepEqual(
    [asked?.id, asked?.state, asked?.schoolName, asked?.className, asked?.ask],
    [requestId, 'waiting', 'Гимназия № 44', '7Б', 'Елена Сергеевна Круглова, классный руководитель'],
  )
})

test('a pupil who is accepted is in the class and in its chat', async () => {
  const { browser, requestId } = await asks(await pupilLink(), { names: named('Рощина', 'Вера') })
  const { personId } = await world.do(teacher.browser, accept, { requestId, matchId: null })
  const [pupil] = await personsOf(browser)
  deepEqual([pupil?.personId, pupil?.roles, pupil?.classId, pupil?.card.label], [personId, ['pupil'], classId, '7Б'])
  const { chats } = await world.do({ ...browser, person: personId }, chatList, {})
  ok(chats.some((one) => one.classId === classId && one.kind === 'class'))
  equal((await world.do(browser, myRequests, {})).requests[0]?.state, 'accepted')
})

test('a request is matched with the class list, and acceptance joins it with the pupil of the list', async () => {
  const { personId } = await world.do(school.admin.browser, enrolNew, { classId, ...named('Ёлкин', 'Артём') })
  const { browser, requestId } = await asks(await pupilLink(), { names: named('елкин', 'Артем') })
  const seen = (await world.do(teacher.browser, requests, { classId })).requests.find((one) => one.id === requestId)
  deepEqual(seen?.match, { personId, name: 'Артём Ёлкин', exact: true })
  deepEqual(await world.do(teacher.browser, accept, { requestId, matchId: personId }), { personId })
  const [pupil] = await personsOf(browser)
  deepEqual([pupil?.personId, pupil?.card.name], [personId, 'Артём Ёлкин'])
  const listed = (await world.do(teacher.browser, roster, { classId })).pupils.filter(
    (one) => one.listName === 'Ёлкин Артём',
  )
  deepEqual(
    listed.map((one) => one.entered),
    [true],
  )
})

test('a pupil of the list is entered by one, and only by the list of that class', async () => {
  const { personId } = await world.do(school.admin.browser, enrolNew, { classId, ...named('Дэнов', 'Дэн') })
  const secret = await pupilLink()
  const first = await asks(secret, { names: named('Дэнов', 'Дэн') })
  const second = await asks(secret, { names: named('Дэнов', 'Дэн') })
  const elsewhere = await school.enrol(await school.makeClass('7Е'))
  equal(
    await world.refused(teacher.browser, accept, { requestId: first.requestId, matchId: elsewhere.personId }),
    'child_unknown',
  )
  await world.do(teacher.browser, accept, { requestId: first.requestId, matchId: personId })
  const left = (await world.do(teacher.browser, requests, { classId })).requests.find(
    (one) => one.id === second.requestId,
  )
  equal(left?.match, null, 'who has entered is nobody’s match')
  equal(await world.refused(teacher.browser, accept, { requestId: second.requestId, matchId: personId }), 'match_taken')
})

test('a parent names the child; acceptance confirms the kinship and opens the parents’ chat only', async () => {
  const child = await school.enrol(classId, named('Щербаков', 'Лев'))
  const { browser, requestId } = await asks(await parentLink(), {
    names: named('Щербакова', 'Ольга'),
    child: mother('Щербаков', 'Лев'),
  })
  const { personId } = await world.do(teacher.browser, accept, { requestId, matchId: null })
  const [parent] = await personsOf(browser)
  deepEqual(parent?.children, [{ personId: child.personId, name: 'Лев Щербаков', classId }])
  equal(parent?.card.label, 'мама Льва')
  const { chats } = await world.do({ ...browser, person: personId }, chatList, {})
  deepEqual(
    chats.filter((one) => one.classId === classId).map((one) => one.kind),
    ['parents'],
  )
})

test('a parent whose child is not on the list is not accepted before somebody says which child it is', async () => {
  const child = await school.enrol(classId, named('Лебедева', 'София'))
  const near = await asks(await parentLink(), { names: named('Лебедева', 'Анна'), child: mother('Лебедева', 'Соня') })
  equal(await world.refused(teacher.browser, accept, { requestId: near.requestId, matchId: null }), 'child_unknown')
  await world.do(teacher.browser, accept, { requestId: near.requestId, matchId: child.personId })
  const nobody = await asks(await parentLink(), { names: named('Чужая', 'Анна'), child: mother('Чужой', 'Иван') })
  equal(await world.refused(teacher.browser, accept, { requestId: nobody.requestId, matchId: null }), 'child_unknown')
  const elsewhere = await school.enrol(await school.makeClass('7И'))
  equal(
    await world.refused(teacher.browser, accept, { requestId: nobody.requestId, matchId: elsewhere.personId }),
    'child_unknown',
  )
})

test('a parent of two children stays one person', async () => {
  await school.enrol(classId, named('Синицын', 'Илья'))
  await school.enrol(classId, named('Синицына', 'Мария'))
  const secret = await parentLink()
  const first = await asks(secret, {
    names: named('Синицын', 'Дмитрий'),
    child: { ...mother('Синицын', 'Илья'), kin: 'father' as const },
  })
  const { personId } = await world.do(teacher.browser, accept, { requestId: first.requestId, matchId: null })
  const again = await asks(secret, { child: { ...mother('Синицына', 'Мария'), kin: 'father' } }, first.browser)
  deepEqual(await world.do(teacher.browser, accept, { requestId: again.requestId, matchId: null }), { personId })
  equal((await personsOf(first.browser))[0]?.card.label, 'папа Ильи и Марии')
  const third = { secret, ...plain(null), child: { ...mother('Синицын', 'Илья'), kin: 'father' as const } }
  equal(await world.refused(first.browser, redeem, third), 'already_in')
})

test('a teacher who is a parent, too, is one person with two roles', async () => {
  await school.enrol(classId, named('Павлов', 'Пётр'))
  const colleague = await school.hire('teacher', { surname: 'Павлова', name: 'Ирина', patronymic: 'Юрьевна' })
  const { requestId } = await asks(await parentLink(), { child: mother('Павлов', 'Пётр') }, colleague.browser)
  deepEqual(await world.do(teacher.browser, accept, { requestId, matchId: null }), { personId: colleague.personId })
  deepEqual((await personsOf(colleague.browser))[0]?.roles, ['parent', 'teacher'])
})

test('staff join by the role of their link, after an administrator accepted', async () => {
  const cases = [
    ['teacher', 'учитель химии', ['teacher']],
    ['staff', 'библиотекарь', ['staff']],
    ['administration', 'заместитель директора по УВР', ['deputy']],
    ['administration', 'Директор', ['director']],
  ] as const
  for (const [kind, position, roles] of cases) {
    const { browser, requestId } = await asks(await staffLink(kind), { names: named('Новая', 'Анна'), position })
    equal(await world.refused(teacher.browser, accept, { requestId, matchId: null }), 'not_found')
    await world.do(school.admin.browser, accept, { requestId, matchId: null })
    const [person] = await personsOf(browser)
    deepEqual([person?.roles, person?.teacherStatus, person?.card.label], [[...roles], 'none', position])
  }
  ok((await world.do(school.admin.browser, staff, {})).people.some((one) => one.position === 'библиотекарь'))
})

test('a parent is never let in by a pupil’s link, and a child never by a parent’s', async () => {
  const child = await school.enrol(classId, named('Дёмин', 'Глеб'))
  const parent = await school.addParent(child, named('Дёмина', 'Ольга'))
  const { browser } = await asks(await pupilLink(), { names: named('Дёмина', 'Ольга') }, parent.browser)
  const account = await world.do({ ...browser, person: null }, me, {})
  notEqual(account.accountId, parent.accountId, 'a new account on the same device')
  equal(account.accounts.length, 2)
  const other = await asks(
    await parentLink(),
    { names: named('Дёмин', 'Глеб'), child: mother('Дёмин', 'Глеб') },
    child.browser,
  )
  notEqual((await world.do({ ...other.browser, person: null }, me, {})).accountId, child.accountId)
})

test('a teacher of two schools keeps one account, a child on a parent’s device gets another', async () => {
  const colleague = await other.hire('teacher')
  const teaching = await asks(await staffLink('teacher'), { names: named('Два', 'Место') }, colleague.browser)
  const seen = await world.do({ ...teaching.browser, person: null }, me, {})
  deepEqual([seen.accountId, seen.accounts.length], [colleague.accountId, 1])
  await world.do(school.admin.browser, accept, { requestId: teaching.requestId, matchId: null })
  deepEqual((await personsOf(colleague.browser)).map((one) => one.schoolName).toSorted(), [
    'Гимназия № 44',
    'Школа № 7',
  ])
  const parent = await other.addParent(await other.enrol(await other.makeClass('1А')))
  const child = await asks(await pupilLink(), { names: named('Младшая', 'Сестра') }, parent.browser)
  notEqual((await world.do({ ...child.browser, person: null }, me, {})).accountId, parent.accountId)
})

test('one account asks for the same thing once', async () => {
  const secret = await pupilLink()
  const { browser } = await asks(secret, { names: named('Осипова', 'Вера') })
  equal(await world.refused(browser, redeem, { secret, ...plain(named('Осипова', 'Вера')) }), 'already_asked')
  const pupil = await school.enrol(classId)
  equal(await world.refused(pupil.browser, redeem, { secret, ...plain(named('Второй', 'Ребёнок')) }), 'already_in')
  const colleague = await school.hire('teacher')
  equal(
    await world.refused(colleague.browser, redeem, { secret: await staffLink('teacher'), ...plain(null) }),
    'already_in',
  )
})

test('a newcomer says who he is, a parent also whose', async () => {
  const [pupils, parents] = [await pupilLink(), await parentLink()]
  equal(await world.refused(newBrowser(), redeem, { secret: pupils, ...plain(null) }), 'names_missing')
  equal(
    await world.refused(newBrowser(), redeem, { secret: parents, ...plain(named('Пак', 'Ольга')) }),
    'child_missing',
  )
  for (const name of ['Aдмин', 'Ян\u202Eгод', 'Z\u0301\u0301\u0301ван']) {
    equal(await world.refused(newBrowser(), redeem, { secret: pupils, ...plain(named('Пак', name)) }), 'invalid_input')
  }
  const { rows } = await world.owner.query<{ uses: number }>(
    'select uses from invites.link order by created_at desc, id desc limit 2',
  )
  deepEqual(
    rows.map((row) => row.uses),
    [0, 0],
    'a refused wish spends nothing',
  )
})

test('requests are answered by administrators, and those of a class also by its class teacher', async () => {
  const { requestId } = await asks(await pupilLink(), { names: named('Жуков', 'Олег') })
  const stranger = await school.hire('teacher')
  const curator = await school.hire('teacher')
  await school.assign(await school.makeClass('7Л'), curator)
  for (const who of [stranger, curator, await school.hire('director'), await school.enrol(classId), other.admin]) {
    equal(await world.refused(who.browser, accept, { requestId, matchId: null }), 'not_found')
    equal(await world.refused(who.browser, decline, { requestId, reason: null }), 'not_found')
  }
  equal(await world.refused(stranger.browser, requests, { classId: null }), 'forbidden')
  equal(await world.refused(stranger.browser, requests, { classId }), 'forbidden')
  ok(!(await world.do(curator.browser, requests, { classId: null })).requests.some((one) => one.id === requestId))
  const ofTeacher = (await world.do(teacher.browser, requests, { classId: null })).requests
  ok(ofTeacher.some((one) => one.id === requestId) && ofTeacher.every((one) => one.classId === classId))
  const extra = await school.hire('extra-admin')
  await world.do(extra.browser, accept, { requestId, matchId: null })
})

test('nobody lets himself in', async () => {
  const extra = await school.hire('extra-admin')
  const { requestId } = await asks(await staffLink('administration'), { position: 'директор' }, extra.browser)
  equal(await world.refused(extra.browser, accept, { requestId, matchId: null }), 'forbidden')
  await world.do(school.admin.browser, decline, { requestId, reason: null })
})

test('a declined request says why, opens nothing, and may be made again', async () => {
  const secret = await pupilLink()
  const { browser, requestId } = await asks(secret, { names: named('Кто', 'Тото') })
  await world.do(teacher.browser, decline, { requestId, reason: 'Напишите имя и фамилию полностью' })
  const [asked] = (await world.do(browser, myRequests, {})).requests
  deepEqual([asked?.state, asked?.reason], ['declined', 'Напишите имя и фамилию полностью'])
  deepEqual(await personsOf(browser), [])
  equal(await world.refused(teacher.browser, decline, { requestId, reason: null }), 'already_answered')
  equal(await world.refused(teacher.browser, accept, { requestId, matchId: null }), 'already_answered')
  await asks(secret, { names: named('Кто', 'Тихон') }, browser)
})

test('whom an account is decides: a child’s account becomes no teacher, a pupil is in one class', async () => {
  const { browser, requestId } = await asks(await pupilLink(), { names: named('Быстров', 'Яков') })
  const second = await asks(await pupilLink(await school.makeClass('7М')), { names: named('Быстров', 'Яков') }, browser)
  await world.do(teacher.browser, accept, { requestId, matchId: null })
  equal(
    await world.refused(school.admin.browser, accept, { requestId: second.requestId, matchId: null }),
    'already_enrolled',
  )
})

test('an account that became a parent meanwhile is taken', async () => {
  await school.enrol(classId, named('Горин', 'Илья'))
  const { browser, requestId } = await asks(await parentLink(), {
    names: named('Горина', 'Зоя'),
    child: mother('Горин', 'Илья'),
  })
  await world.do(teacher.browser, accept, { requestId, matchId: null })
  // a pupil's request of the same account, as if it had come at the same moment as the parent's
  const { rows } = await world.owner.query<{ id: string }>(
    `insert into invites.request (id, school_id, kind, class_id, account_id, surname, name)
     select gen_random_uuid(), school_id, 'pupil', class_id, account_id, surname, name from invites.request where id = $1 returning id`,
    [requestId],
  )
  equal(await world.refused(teacher.browser, accept, { requestId: rows[0]!.id, matchId: null }), 'account_taken')
  equal((await personsOf(browser)).length, 1)
})

test('a child’s account never becomes a colleague’s', async () => {
  const pupil = await school.enrol(classId)
  const { rows } = await world.owner.query<{ id: string }>(
    `insert into invites.request (id, school_id, kind, account_id, surname, name)
     values (gen_random_uuid(), $1, 'teacher', $2, 'Хитров', 'Ян') returning id`,
    [school.id, pupil.accountId],
  )
  equal(await world.refused(school.admin.browser, accept, { requestId: rows[0]!.id, matchId: null }), 'account_taken')
})

test('an archived class takes nobody in, and its links and codes are dead', async () => {
  const id = await school.makeClass('7Ц')
  const secret = await pupilLink(id)
  const { requestId } = await asks(secret, { names: named('Поздно', 'Пришёл') })
  await world.do(school.admin.browser, archive, { classId: id })
  equal(await world.refused(school.admin.browser, accept, { requestId, matchId: null }), 'class_archived')
  equal(await world.refused(newBrowser(), redeem, { secret, ...plain(named('Пак', 'Ян')) }), 'dead_invitation')
  equal(await world.refused(school.admin.browser, createPupilLink, { classId: id, ...terms }), 'class_archived')
  equal(await world.refused(school.admin.browser, createParentLink, { classId: id, ...terms }), 'class_archived')
})

test('a link of one school opens nothing of another', async () => {
  const { browser } = await asks(await staffLink('staff'), { names: named('Гость', 'Анна') }, other.admin.browser)
  equal((await personsOf(browser)).length, 1, 'still only the administrator of the other school')
  deepEqual((await world.do(other.admin.browser, requests, { classId: null })).requests, [])
})

test('the operator of the installation is nobody at school', async () => {
  const operator = await school.hire('staff')
  await world.owner.query('update accounts.account set is_operator = true where id = $1', [operator.accountId])
  const secret = await pupilLink()
  equal(
    await world.refused({ ...operator.browser, person: null }, redeem, { secret, ...plain(named('Пак', 'Ян')) }),
    'forbidden',
  )
})
