import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { enterCode, me } from '#contract/accounts.ts'
import { archive, enrolNew, roster } from '#contract/classes.ts'
import {
  accept,
  codes,
  createPupilLink,
  look,
  makeCode,
  redeem,
  requestCode,
  requests,
  revokeCode,
} from '#contract/invites.ts'
import { giveLoginCode, mine } from '#contract/people.ts'
import { foundSchool, type School, type Somebody } from '#server/testing/school.ts'
import { classPageOf } from '#server/testing/screens.ts'
import { assertLive } from '#server/testing/watching.ts'
import { type Browser, createWorld, newBrowser, type World } from '#server/testing/world.ts'

let world: World
let school: School
let classId: string
let teacher: Somebody
before(async () => {
  world = await createWorld()
  school = await foundSchool(world)
  classId = await school.makeClass('7Б')
  teacher = await school.hire('teacher', { surname: 'Круглова', name: 'Елена', patronymic: 'Сергеевна' })
  await school.assign(classId, teacher)
})
after(() => world.close())

const named = (surname: string, name: string) => ({ surname, name, patronymic: null })
const bare = { names: null, position: null, child: null }
const enlist = async (surname: string, name: string) =>
  (await world.do(school.admin.browser, enrolNew, { classId, ...named(surname, name) })).personId
const codeFor = (personId: string) => world.do(teacher.browser, makeCode, { classId, whom: { personId } })
const personsOf = async (browser: Browser) => (await world.do({ ...browser, person: null }, mine, {})).persons

test('a listed pupil enters by a code, without phone and without being asked his name', async () => {
  const personId = await enlist('Щербаков', 'Лев')
  const { code, secret } = await codeFor(personId)
  match(secret, /^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/)
  equal(code.expiresAt - code.createdAt, 14 * 86_400_000)
  const browser = newBrowser()
  const typed = secret.toLowerCase().replace('-', ' ')
  const seen = await world.do(browser, look, { secret: typed })
  deepEqual(
    [seen.kind, seen.schoolName, seen.className, seen.name, seen.curator],
    ['code', 'Гимназия № 44', '7Б', named('Щербаков', 'Лев'), 'Елена Сергеевна Круглова'],
  )
  await assertLive(world, [classPageOf(world, school, classId)], async () =>
    deepEqual(await world.do(browser, redeem, { secret: typed, ...bare }), { requestId: null, personId }),
  )
  deepEqual(
    (await personsOf(browser)).map((one) => [one.personId, one.classId]),
    [[personId, classId]],
  )
  equal((await world.do(teacher.browser, roster, { classId })).pupils.find((one) => one.id === personId)?.entered, true)
  equal(await world.refused(newBrowser(), redeem, { secret, ...bare }), 'dead_invitation')
  equal(await world.refused(teacher.browser, makeCode, { classId, whom: { personId } }), 'already_entered')
})

test('of a hundred who redeem a code at once one gets in', async () => {
  const personId = await enlist('Сотников', 'Иван')
  const { secret } = await codeFor(personId)
  const tries = await Promise.all(
    Array.from({ length: 100 }, () =>
      world.do(newBrowser(), redeem, { secret, ...bare }).then(
        (got) => got.personId,
        (error) => error.code,
      ),
    ),
  )
  equal(tries.filter((one) => one === personId).length, 1)
  deepEqual(new Set(tries), new Set([personId, 'dead_invitation']))
})

test('of thirty who redeem a link for five at once five get through', async () => {
  const { token } = await world.do(school.admin.browser, createPupilLink, { classId, days: 1, maxUses: 5 })
  const tries = await Promise.all(
    Array.from({ length: 30 }, (_, at) =>
      world.do(newBrowser(), redeem, { secret: token, ...bare, names: named('Гонщик', `Иван${'а'.repeat(at)}`) }).then(
        () => 'in',
        (error) => error.code,
      ),
    ),
  )
  equal(tries.filter((one) => one === 'in').length, 5)
  deepEqual(new Set(tries), new Set(['in', 'dead_invitation']))
})

test('of ten requests accepted at once for one pupil of the list one is joined with him', async () => {
  const personId = await enlist('Лист', 'Анна')
  const { token } = await world.do(school.admin.browser, createPupilLink, { classId, days: 1, maxUses: 50 })
  const ids = []
  for (let asker = 0; asker < 10; asker += 1) {
    ids.push(
      (await world.do(newBrowser(), redeem, { secret: token, ...bare, names: named('Лист', 'Анна') })).requestId!,
    )
  }
  const tries = await Promise.all(
    ids.map((requestId) =>
      world.do(teacher.browser, accept, { requestId, matchId: personId }).then(
        () => 'in',
        (error) => error.code,
      ),
    ),
  )
  equal(tries.filter((one) => one === 'in').length, 1)
  deepEqual(new Set(tries), new Set(['in', 'match_taken']))
})

test('of ten answers at once to one request one counts', async () => {
  const { token } = await world.do(school.admin.browser, createPupilLink, { classId, days: 1, maxUses: 50 })
  const { requestId } = await world.do(newBrowser(), redeem, { secret: token, ...bare, names: named('Один', 'Ответ') })
  const tries = await Promise.all(
    Array.from({ length: 10 }, () =>
      world.do(teacher.browser, accept, { requestId: requestId!, matchId: null }).then(
        () => 'in',
        (error) => error.code,
      ),
    ),
  )
  equal(tries.filter((one) => one === 'in').length, 1)
  const listed = (await world.do(teacher.browser, roster, { classId })).pupils.filter(
    (one) => one.listName === 'Один Ответ',
  )
  equal(listed.length, 1)
})

test('a pupil’s two requests accepted at once put him into one class', async () => {
  const second = await school.makeClass('7Д')
  const browser = newBrowser()
  const ids = []
  for (const id of [classId, second]) {
    const { token } = await world.do(school.admin.browser, createPupilLink, { classId: id, days: 1, maxUses: 5 })
    ids.push((await world.do(browser, redeem, { secret: token, ...bare, names: named('Двойной', 'Пётр') })).requestId!)
  }
  const tries = await Promise.all(
    ids.map((requestId) =>
      world.do(school.admin.browser, accept, { requestId, matchId: null }).then(
        () => 'in',
        (error) => error.code,
      ),
    ),
  )
  deepEqual(tries.toSorted(), ['already_enrolled', 'in'])
})

test('a new code for the same pupil kills the old one, also when several are made at once', async () => {
  const personId = await enlist('Новый', 'Код')
  const made = await Promise.all(Array.from({ length: 5 }, () => codeFor(personId)))
  const states = (await world.do(teacher.browser, codes, { classId })).codes.filter((one) => one.personId === personId)
  equal(states.filter((one) => one.state === 'live').length, 1)
  const alive = []
  for (const { secret } of made) {
    const answer = await world.do(newBrowser(), look, { secret }).then(
      () => 'live',
      (error) => error.code,
    )
    if (answer === 'live') alive.push(secret)
  }
  equal(alive.length, 1)
})

test('a code for a name that is not on the list makes a request with that name', async () => {
  const { secret, code } = await world.do(teacher.browser, makeCode, { classId, whom: named('Нежданов', 'Олег') })
  deepEqual([code.personId, code.name], [null, 'Олег Нежданов'])
  const browser = newBrowser()
  const { requestId, personId } = await world.do(browser, redeem, {
    secret,
    ...bare,
    names: named('Самозванцев', 'Олег'),
  })
  equal(personId, null)
  const asked = (await world.do(teacher.browser, requests, { classId })).requests.find((one) => one.id === requestId)
  deepEqual([asked?.surname, asked?.name, asked?.kind], ['Нежданов', 'Олег', 'pupil'])
  deepEqual(await personsOf(browser), [])
})

test('a pupil who was let in by a request needs no code: it is dead', async () => {
  const personId = await enlist('Ранний', 'Пётр')
  const { secret } = await codeFor(personId)
  const { token } = await world.do(school.admin.browser, createPupilLink, { classId, days: 1, maxUses: 5 })
  const { requestId } = await world.do(newBrowser(), redeem, { secret: token, ...bare, names: named('Ранний', 'Пётр') })
  await world.do(teacher.browser, accept, { requestId: requestId!, matchId: personId })
  equal(await world.refused(newBrowser(), look, { secret }), 'dead_invitation')
  equal(await world.refused(newBrowser(), redeem, { secret, ...bare }), 'dead_invitation')
})

test('a code on a device where somebody is signed in makes an account of its own', async () => {
  const child = await school.enrol(classId, named('Старший', 'Брат'))
  const personId = await enlist('Младший', 'Брат')
  const { secret } = await codeFor(personId)
  await world.do(child.browser, redeem, { secret, ...bare })
  deepEqual(
    (await personsOf(child.browser)).map((one) => one.personId),
    [personId],
  )
  equal((await world.do({ ...child.browser, person: null }, me, {})).accounts.length, 2)
})

test('a code typed on the phone of a parent from another school does not make the parent the pupil', async () => {
  const elsewhere = await foundSchool(world, 'Школа № 9', 'Asia/Anadyr')
  const parent = await elsewhere.addParent(await elsewhere.enrol(await elsewhere.makeClass('1А')))
  const personId = await enlist('Приезжий', 'Иван')
  const { secret } = await codeFor(personId)
  await world.do(parent.browser, redeem, { secret, ...bare })
  const { rows } = await world.owner.query<{ account_id: string }>(
    'select account_id from people.person where id = $1',
    [personId],
  )
  ok(rows[0]?.account_id && rows[0].account_id !== parent.accountId)
})

test('codes are made by the class teacher for his class, and by administrators', async () => {
  const personId = await enlist('Чей', 'Ученик')
  const foreign = await school.makeClass('8Б')
  for (const who of [await school.hire('teacher'), await school.hire('director')]) {
    equal(await world.refused(who.browser, makeCode, { classId, whom: { personId } }), 'forbidden')
    equal(await world.refused(who.browser, codes, { classId }), 'forbidden')
  }
  equal(await world.refused(teacher.browser, makeCode, { classId: foreign, whom: named('Пак', 'Ян') }), 'forbidden')
  equal(await world.refused(school.admin.browser, makeCode, { classId: foreign, whom: { personId } }), 'not_found')
  const { code } = await world.do(school.admin.browser, makeCode, { classId, whom: { personId } })
  equal(await world.refused((await school.hire('teacher')).browser, revokeCode, { codeId: code.id }), 'not_found')
  await world.do(school.admin.browser, archive, { classId: foreign })
  equal(
    await world.refused(school.admin.browser, makeCode, { classId: foreign, whom: named('Пак', 'Ян') }),
    'class_archived',
  )
})

test('an annulled code opens nothing, a used one stays used', async () => {
  const personId = await enlist('Отозван', 'Код')
  const page = [classPageOf(world, school, classId)]
  let made: Awaited<ReturnType<typeof codeFor>> | undefined
  await assertLive(world, page, async () => void (made = await codeFor(personId)))
  await assertLive(world, page, () => world.do(teacher.browser, revokeCode, { codeId: made!.code.id }))
  equal(await world.refused(newBrowser(), look, { secret: made!.secret }), 'dead_invitation')
  const second = await codeFor(personId)
  await world.do(newBrowser(), redeem, { secret: second.secret, ...bare })
  await world.do(teacher.browser, revokeCode, { codeId: second.code.id })
  const seen = (await world.do(teacher.browser, codes, { classId })).codes.find((one) => one.id === second.code.id)
  equal(seen?.state, 'used')
})

test('only a keyed hash of a code is stored', async () => {
  const { secret } = await codeFor(await enlist('Тайный', 'Код'))
  const { rows } = await world.owner.query('select to_jsonb(c) as row from invites.code c')
  ok(!JSON.stringify(rows).includes(secret.replace('-', '')))
})

test('the entry page knows a code for a lost phone, too', async () => {
  const pupil = await school.enrol(classId)
  const { code } = await world.do(teacher.browser, giveLoginCode, { personId: pupil.personId })
  equal((await world.do(newBrowser(), look, { secret: code })).kind, 'login-code')
})

test('without a gateway no code goes to a phone', async () => {
  const { token } = await world.do(school.admin.browser, createPupilLink, { classId, days: 1, maxUses: 5 })
  equal((await world.do(newBrowser(), look, { secret: token })).smsPossible, false)
  equal(await world.refused(newBrowser(), requestCode, { secret: token, phone: '+79001234567' }), 'no_gateway')
})

test('with an invitation and a gateway a phone gets an account, and the account asks', async () => {
  const sms = { url: 'https://sms.invalid', login: 'school', password: 'secret', sender: null }
  const elsewhere = await createWorld({ config: { sms } })
  try {
    const there = await foundSchool(elsewhere)
    const id = await there.makeClass('1А')
    const { token } = await elsewhere.do(there.admin.browser, createPupilLink, { classId: id, days: 1, maxUses: 5 })
    const browser = newBrowser()
    equal((await elsewhere.do(browser, look, { secret: token })).smsPossible, true)
    equal(await elsewhere.refused(browser, requestCode, { secret: token, phone: 'не телефон' }), 'bad_phone')
    await elsewhere.do(browser, requestCode, { secret: token, phone: '+7 900 123-45-67' })
    await elsewhere.runJobs()
    const code = /\d{6}/.exec(elsewhere.sms.at(-1)?.text ?? '')?.[0]
    await elsewhere.do(browser, enterCode, { code: code! })
    const before = await elsewhere.do(browser, me, {})
    ok(before.accountId)
    await elsewhere.do(browser, redeem, { secret: token, ...bare, names: named('Пак', 'Ян') })
    equal((await elsewhere.do(browser, me, {})).accountId, before.accountId)
  } finally {
    await elsewhere.close()
  }
})
