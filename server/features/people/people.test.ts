import { deepEqual, equal, ok } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { enterLoginCode } from '#contract/accounts.ts'
import { askTeacherStatus, decideTeacherStatus, giveLoginCode, mine, staff } from '#contract/people.ts'
import { arrange } from '#server/testing/arrange.ts'
import { foundSchool, type School, type Somebody } from '#server/testing/school.ts'
import { deskOf } from '#server/testing/screens.ts'
import { assertLive } from '#server/testing/watching.ts'
import { createWorld, newBrowser, type World } from '#server/testing/world.ts'
import { createPerson, findPerson, viewCard, viewCards } from './index.ts'

let world: World
let school: School
let other: School
before(async () => {
  world = await createWorld()
  school = await foundSchool(world)
  other = await foundSchool(world, 'Школа № 7', 'Asia/Anadyr')
})
after(() => world.close())

const card = (who: Somebody) =>
  world.do(newBrowser(), arrange, { schoolId: school.id, work: (ctx) => viewCard(ctx.tx, who.personId) })

test('a person is named as the school names people: staff by name and patronymic, families by name', async () => {
  const deputy = await school.hire('deputy', { surname: 'Ёлкин', name: 'Роман', patronymic: 'Олегович' })
  const classId = await school.makeClass('7Б')
  const lev = await school.enrol(classId, { surname: 'Щербаков', name: 'Лев', patronymic: 'Ильич' })
  const olga = await school.addParent(lev, { surname: 'Щербакова', name: 'Ольга', patronymic: 'Игоревна' })
  deepEqual(await card(deputy), {
    personId: deputy.personId,
    name: 'Роман Олегович Ёлкин',
    short: 'Роман Олегович',
    listName: 'Ёлкин Роман',
    label: 'заместитель директора',
    seal: false,
    standing: 'staff',
  })
  deepEqual(await card(lev), {
    personId: lev.personId,
    name: 'Лев Щербаков',
    short: 'Лев',
    listName: 'Щербаков Лев',
    label: '7Б',
    seal: false,
    standing: 'pupil',
  })
  deepEqual(await card(olga), {
    personId: olga.personId,
    name: 'Ольга Щербакова',
    short: 'Ольга',
    listName: 'Щербакова Ольга',
    label: 'мама Льва',
    seal: false,
    standing: 'parent',
  })
  const uliana = await school.enrol(classId, { surname: 'Щербакова', name: 'Ульяна', patronymic: null })
  await school.addChild(olga, uliana)
  equal(((await card(olga)) as { label: string }).label, 'мама Льва и Ульяны')
})

test('the seal stands beside confirmed teachers and administrators, the class beside its class teacher', async () => {
  const classId = await school.makeClass('8А')
  const teacher = await school.hire('teacher')
  equal(((await card(teacher)) as { label: string }).label, 'учитель')
  await school.assign(classId, teacher)
  const seen = (await card(teacher)) as { label: string; seal: boolean }
  deepEqual([seen.label, seen.seal], ['классный руководитель 8А', true])
  const boss = (await card(school.admin)) as { seal: boolean; label: string }
  deepEqual([boss.label, boss.seal], ['администратор школы', true])
})

test('cards of another school are not given out', async () => {
  const cards = (await world.do(newBrowser(), arrange, {
    schoolId: school.id,
    work: (ctx) => viewCards(ctx.tx, [school.admin.personId, other.admin.personId]),
  })) as Map<string, unknown>
  deepEqual([...cards.keys()], [school.admin.personId])
})

test('an account sees its persons in all its schools, with classes, children and what a second factor is for', async () => {
  const classId = await school.makeClass('9В')
  const teacher = await school.hire('teacher')
  await school.assign(classId, teacher)
  const child = await school.enrol(classId, { surname: 'Пак', name: 'Анна', patronymic: null })
  const parent = await school.addParent(child)
  await world.do(newBrowser(), arrange, {
    schoolId: other.id,
    work: (ctx) =>
      createPerson(ctx, {
        names: { surname: 'Пак', name: 'Светлана', patronymic: null },
        accountId: teacher.accountId,
        roles: ['deputy'],
        position: null,
      }),
  })
  const asTeacher = (await world.do(teacher.browser, mine, {})).persons
  deepEqual(
    asTeacher.map((one) => [one.schoolName, one.timeZone, one.factorObligatory]),
    [
      ['Гимназия № 44', 'Europe/Moscow', false],
      ['Школа № 7', 'Asia/Anadyr', true],
    ],
  )
  deepEqual(asTeacher[0]?.curatorOf, [{ classId, name: '9В' }])
  const asParent = (await world.do(parent.browser, mine, {})).persons
  deepEqual(asParent[0]?.children, [{ personId: child.personId, name: 'Анна Пак', classId }])
  equal((await world.do(child.browser, mine, {})).persons[0]?.classId, classId)
  equal(await world.refused(newBrowser(), mine, {}), 'unauthorized')
})

test('staff see who is on the staff, pupils and parents do not', async () => {
  const classId = await school.makeClass('5А')
  const pupil = await school.enrol(classId)
  const parent = await school.addParent(pupil)
  const teacher = await school.hire('teacher', { surname: 'Абрамова', name: 'Инна', patronymic: 'Львовна' })
  const { value, marks } = await world.ask(teacher.browser, staff, {})
  equal(value.people[0]?.id, teacher.personId, 'sorted by surname')
  ok(value.people.every((one) => one.id !== parent.personId && one.id !== other.admin.personId))
  deepEqual(marks, {}, 'only those who may hear the desk get its number')
  ok(`desk:${school.id}` in (await world.ask(school.admin.browser, staff, {})).marks)
  equal(await world.refused(pupil.browser, staff, {}), 'forbidden')
  equal(await world.refused(parent.browser, staff, {}), 'forbidden')
})

test('becoming «учитель» takes two acts: one asks, an administrator confirms, and the seal appears', async () => {
  const newcomer = await school.hire('staff')
  await assertLive(world, [deskOf(world, school)], () => world.do(newcomer.browser, askTeacherStatus, {}))
  equal(await world.refused(newcomer.browser, askTeacherStatus, {}), 'already_asked')
  equal(((await card(newcomer)) as { seal: boolean }).seal, false)
  await assertLive(world, [deskOf(world, school)], () =>
    world.do(school.admin.browser, decideTeacherStatus, { personId: newcomer.personId, confirm: true }),
  )
  equal(((await card(newcomer)) as { seal: boolean }).seal, true)
  equal(await world.refused(newcomer.browser, askTeacherStatus, {}), 'already_confirmed')
  equal(
    await world.refused(school.admin.browser, decideTeacherStatus, { personId: newcomer.personId, confirm: true }),
    'not_asked',
  )
})

test('who was declined may ask again', async () => {
  const newcomer = await school.hire('staff')
  await world.do(newcomer.browser, askTeacherStatus, {})
  await world.do(school.admin.browser, decideTeacherStatus, { personId: newcomer.personId, confirm: false })
  await world.do(newcomer.browser, askTeacherStatus, {})
})

test('nobody confirms himself, and neither do the administration, teachers or strangers', async () => {
  const extra = await school.hire('extra-admin')
  const director = await school.hire('director')
  const teacher = await school.hire('teacher')
  const pupil = await school.enrol(await school.makeClass('6А'))
  for (const asker of [extra, director]) await world.do(asker.browser, askTeacherStatus, {})
  const wish = { personId: extra.personId, confirm: true }
  equal(await world.refused(extra.browser, decideTeacherStatus, wish), 'forbidden')
  equal(await world.refused(director.browser, decideTeacherStatus, wish), 'forbidden')
  equal(await world.refused(teacher.browser, decideTeacherStatus, wish), 'forbidden')
  equal(await world.refused(pupil.browser, decideTeacherStatus, wish), 'not_found')
  equal(await world.refused(other.admin.browser, decideTeacherStatus, wish), 'not_found')
  equal(await world.refused(pupil.browser, askTeacherStatus, {}), 'forbidden')
})

test('ten confirmations at once are one', async () => {
  const newcomer = await school.hire('staff')
  await world.do(newcomer.browser, askTeacherStatus, {})
  const tries = await Promise.all(
    Array.from({ length: 10 }, () =>
      world.do(school.admin.browser, decideTeacherStatus, { personId: newcomer.personId, confirm: true }).then(
        () => 'done',
        (error) => error.code,
      ),
    ),
  )
  deepEqual(tries.filter((one) => one === 'done').length, 1)
  deepEqual(new Set(tries), new Set(['done', 'not_asked']))
})

test('a lost phone: class teacher, parent and administrator give a code, and the old sessions end', async () => {
  const classId = await school.makeClass('4Г')
  const teacher = await school.hire('teacher')
  await school.assign(classId, teacher)
  const pupil = await school.enrol(classId)
  const parent = await school.addParent(pupil)
  for (const giver of [teacher, parent]) {
    equal((await world.do(giver.browser, giveLoginCode, { personId: pupil.personId })).validHours, 24)
  }
  const { code } = await world.do(school.admin.browser, giveLoginCode, { personId: pupil.personId })
  const fresh = newBrowser()
  await world.do(fresh, enterLoginCode, { code })
  equal((await world.do(fresh, mine, {})).persons[0]?.personId, pupil.personId)
  equal(await world.refused(pupil.browser, mine, {}), 'unauthorized')
})

test('a code for somebody else’s pupil, an administrator, or whoever never entered is refused', async () => {
  const classId = await school.makeClass('3Б')
  const teacher = await school.hire('teacher')
  await school.assign(classId, teacher)
  const pupil = await school.enrol(await school.makeClass('3В'))
  const parent = await school.addParent(await school.enrol(classId))
  const extra = await school.hire('extra-admin')
  const input = { personId: pupil.personId }
  equal(await world.refused(teacher.browser, giveLoginCode, input), 'forbidden')
  equal(await world.refused(parent.browser, giveLoginCode, input), 'not_found')
  equal(await world.refused(pupil.browser, giveLoginCode, input), 'not_found')
  equal(await world.refused(other.admin.browser, giveLoginCode, input), 'not_found')
  equal(await world.refused(extra.browser, giveLoginCode, { personId: school.admin.personId }), 'forbidden')
  const listed = (await world.do(newBrowser(), arrange, {
    schoolId: school.id,
    work: (ctx) =>
      createPerson(ctx, {
        names: { surname: 'Гость', name: 'Ян', patronymic: null },
        accountId: null,
        roles: ['staff'],
        position: null,
      }),
  })) as string
  equal(await world.refused(school.admin.browser, giveLoginCode, { personId: listed }), 'no_account')
})

test('the school’s desk is heard by those who run it, in their own school', async () => {
  const hears = async (who: Somebody, schoolId: string) =>
    world.do(newBrowser(), arrange, {
      schoolId: school.id,
      work: async (ctx) => {
        const { people } = await import('./index.ts')
        const { decide } = await import('#contract/kernel/policy.ts')
        const { rightsColumnsOf } = await import('./index.ts')
        const columns = await rightsColumnsOf(ctx.tx, who.personId)
        return people.topics?.['desk']?.(
          { tx: ctx.tx, personId: who.personId, may: (action, to) => decide(action, columns, to) },
          schoolId,
        )
      },
    })
  const teacher = await school.hire('teacher')
  const extra = await school.hire('extra-admin')
  deepEqual(
    [
      await hears(school.admin, school.id),
      await hears(extra, school.id),
      await hears(teacher, school.id),
      await hears(school.admin, other.id),
    ],
    [true, true, false, false],
  )
})

test('whose an account is stands beside it, for those who share a phone', async () => {
  const classId = await school.makeClass('1Ы')
  const lev = await school.enrol(classId, { surname: 'Щербаков', name: 'Лев', patronymic: null })
  const olga = await school.addParent(lev, { surname: 'Щербакова', name: 'Ольга', patronymic: null })
  const { rows } = await world.owner.query<{ label: string }>(
    'select label from accounts.account where id = any($1::uuid[]) order by created_at, id',
    [[lev.accountId, olga.accountId]],
  )
  deepEqual(
    rows.map((row) => row.label),
    ['Лев Щербаков, 1Ы', 'Ольга Щербакова, мама Льва'],
  )
})

test('without context no person is there', async () => {
  equal(await findPerson(world.core.db.now, school.admin.personId), undefined)
})
