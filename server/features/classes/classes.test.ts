import { deepEqual, equal, ok } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  archive,
  assignCurator,
  create,
  createGrid,
  curatorCandidates,
  enrolNew,
  list,
  removeCurator,
  rename,
  roster,
  view,
} from '#contract/classes.ts'
import { list as chatList } from '#contract/chats.ts'
import { columnsOf, decide } from '#contract/kernel/policy.ts'
import { mine } from '#contract/people.ts'
import { viewCard } from '#server/features/people/index.ts'
import { arrange } from '#server/testing/arrange.ts'
import { opsAfter } from '#server/testing/live.ts'
import { foundSchool, type School, type Somebody } from '#server/testing/school.ts'
import { createWorld, newBrowser, type World } from '#server/testing/world.ts'
import { classes, enrol, lockClass } from './index.ts'

let world: World
let school: School
let other: School
before(async () => {
  world = await createWorld()
  school = await foundSchool(world)
  other = await foundSchool(world, 'Школа № 7', 'Asia/Anadyr')
})
after(() => world.close())

const named = (surname: string, name: string) => ({ surname, name, patronymic: null })
const listOf = async (who: Somebody) => (await world.do(who.browser, list, {})).classes

test('the grid makes what is missing and leaves what exists', async () => {
  const { browser } = other.admin
  await world.do(browser, create, { name: '2а', grade: 2 })
  const cells = [1, 2, 10].flatMap((grade) => ['А', 'б'].map((letter) => ({ grade, letter })))
  deepEqual(await world.do(browser, createGrid, { cells: [...cells, { grade: 10, letter: 'а' }] }), {
    created: 5,
    existed: 1,
  })
  deepEqual(await world.do(browser, createGrid, { cells }), { created: 0, existed: 6 })
  const { year, classes: all } = await world.do(browser, list, {})
  equal(year, '2026/27')
  deepEqual(
    all.map((one) => one.name),
    ['1А', '1Б', '2а', '2Б', '10А', '10Б'],
  )
})

test('a letter of the grid is one Russian letter', async () => {
  for (const letter of ['АБ', 'A', '1', '']) {
    equal(await world.refused(school.admin.browser, createGrid, { cells: [{ grade: 1, letter }] }), 'invalid_input')
  }
})

test('there are no two classes of one name in a year, but another school may have its own', async () => {
  const { browser } = school.admin
  const { classId } = await world.do(browser, create, { name: '7Б', grade: 7 })
  equal(await world.refused(browser, create, { name: '7б', grade: 7 }), 'class_exists')
  const second = await world.do(browser, create, { name: '7В', grade: 7 })
  equal(await world.refused(browser, rename, { classId: second.classId, name: '7Б' }), 'class_exists')
  await world.do(other.admin.browser, create, { name: '7Б', grade: 7 })
  await world.do(browser, archive, { classId })
  await world.do(browser, create, { name: '7Б', grade: 7 })
})

test('ten who create the same class at once make one', async () => {
  const tries = await Promise.all(
    Array.from({ length: 10 }, () =>
      world.do(school.admin.browser, create, { name: '11Я', grade: 11 }).then(
        () => 'made',
        (error) => error.code,
      ),
    ),
  )
  equal(tries.filter((one) => one === 'made').length, 1)
  deepEqual(new Set(tries), new Set(['made', 'class_exists']))
})

test('a new name of a class stands at once beside pupils and class teacher', async () => {
  const classId = await school.makeClass('5К')
  const teacher = await school.hire('teacher')
  await school.assign(classId, teacher)
  const pupil = await school.enrol(classId)
  await world.do(school.admin.browser, rename, { classId, name: '5 кадетский' })
  const card = (who: Somebody) =>
    world.do(newBrowser(), arrange, {
      schoolId: school.id,
      work: async (ctx) => (await viewCard(ctx.tx, who.personId)).label,
    })
  equal(await card(pupil), '5 кадетский')
  equal(await card(teacher), 'классный руководитель 5 кадетский')
})

test('only an empty class is archived, and its class teacher is detached with it', async () => {
  const full = await school.makeClass('6Ж')
  await school.enrol(full)
  equal(await world.refused(school.admin.browser, archive, { classId: full }), 'class_not_empty')
  const empty = await school.makeClass('6З')
  const teacher = await school.hire('teacher')
  await school.assign(empty, teacher)
  await world.do(school.admin.browser, archive, { classId: empty })
  await world.do(school.admin.browser, archive, { classId: empty })
  deepEqual((await world.do(teacher.browser, mine, {})).persons[0]?.curatorOf, [])
  const seen = (await listOf(school.admin)).find((one) => one.id === empty)
  deepEqual([seen?.archived, seen?.curators], [true, []])
  const { browser } = school.admin
  equal(await world.refused(browser, enrolNew, { classId: empty, ...named('Пак', 'Ян') }), 'class_archived')
  equal(
    await world.refused(browser, assignCurator, { classId: empty, personId: teacher.personId, order: null }),
    'class_archived',
  )
})

test('classes are made by administrators only', async () => {
  const classId = await school.makeClass('4Щ')
  const [director, teacher, extra] = [
    await school.hire('director'),
    await school.hire('teacher'),
    await school.hire('extra-admin'),
  ]
  const pupil = await school.enrol(classId)
  for (const who of [director, teacher, pupil]) {
    equal(await world.refused(who.browser, create, { name: '1Щ', grade: 1 }), 'forbidden')
    equal(await world.refused(who.browser, createGrid, { cells: [{ grade: 1, letter: 'Щ' }] }), 'forbidden')
    equal(await world.refused(who.browser, rename, { classId, name: '1Щ' }), 'forbidden')
    equal(await world.refused(who.browser, archive, { classId }), 'forbidden')
    equal(await world.refused(who.browser, enrolNew, { classId, ...named('Пак', 'Ян') }), 'forbidden')
    equal(await world.refused(who.browser, curatorCandidates, { classId }), 'forbidden')
  }
  await world.do(extra.browser, create, { name: '1Щ', grade: 1 })
  equal(await world.refused(other.admin.browser, rename, { classId, name: 'наш' }), 'not_found')
})

test('staff see all classes; a pupil sees his own, a parent the child’s, others do not exist for them', async () => {
  const own = await school.makeClass('3А')
  const foreign = await school.makeClass('3Б')
  const pupil = await school.enrol(own)
  const parent = await school.addParent(pupil)
  const teacher = await school.hire('teacher')
  equal((await world.do(teacher.browser, view, { classId: foreign })).class.name, '3Б')
  for (const who of [pupil, parent]) {
    equal((await world.do(who.browser, view, { classId: own })).class.name, '3А')
    equal(await world.refused(who.browser, view, { classId: foreign }), 'not_found')
    equal(await world.refused(who.browser, list, {}), 'forbidden')
  }
  equal(await world.refused(other.admin.browser, view, { classId: own }), 'not_found')
})

test('the class list: whole for those who run the class, names for classmates, nothing for others', async () => {
  const classId = await school.makeClass('2Д')
  const teacher = await school.hire('teacher')
  await school.assign(classId, teacher)
  const lev = await school.enrol(classId, named('Щербаков', 'Лев'))
  const olga = await school.addParent(lev, named('Щербакова', 'Ольга'))
  await world.do(school.admin.browser, enrolNew, { classId, ...named('Ёлкин', 'Артём') })
  const whole = [
    ['Ёлкин Артём', false, []],
    ['Щербаков Лев', true, [{ personId: olga.personId, name: 'Ольга Щербакова' }]],
  ]
  for (const who of [school.admin, await school.hire('deputy'), teacher]) {
    const { pupils } = await world.do(who.browser, roster, { classId })
    deepEqual(
      pupils.map((one) => [one.listName, one.entered, one.parents]),
      whole,
    )
  }
  const { pupils } = await world.do(lev.browser, roster, { classId })
  deepEqual(
    pupils.map((one) => [one.name, one.entered, one.parents]),
    [
      ['Артём Ёлкин', false, []],
      ['Лев Щербаков', false, []],
    ],
  )
  equal(await world.refused(olga.browser, roster, { classId }), 'forbidden')
  equal(await world.refused((await school.hire('teacher')).browser, roster, { classId }), 'forbidden')
  equal(
    await world.refused((await school.enrol(await school.makeClass('2Е'))).browser, roster, { classId }),
    'not_found',
  )
})

test('only a confirmed teacher becomes class teacher, and once', async () => {
  const classId = await school.makeClass('8Г')
  const [teacher, staff] = [await school.hire('teacher'), await school.hire('staff')]
  const { browser } = school.admin
  equal(
    await world.refused(browser, assignCurator, { classId, personId: staff.personId, order: null }),
    'not_confirmed_teacher',
  )
  equal(
    await world.refused(browser, assignCurator, { classId, personId: other.admin.personId, order: null }),
    'not_found',
  )
  const candidates = async () => (await world.do(browser, curatorCandidates, { classId })).people.map((one) => one.id)
  ok((await candidates()).includes(teacher.personId) && !(await candidates()).includes(staff.personId))
  await world.do(browser, assignCurator, { classId, personId: teacher.personId, order: 'приказ № 12 от 01.09.2026' })
  ok(!(await candidates()).includes(teacher.personId))
  equal(
    await world.refused(browser, assignCurator, { classId, personId: teacher.personId, order: null }),
    'already_curator',
  )
})

test('a detached class teacher loses the class, its chats and its page in the same transaction', async () => {
  const classId = await school.makeClass('9Г')
  const teacher = await school.hire('teacher')
  const chatsOf = async () =>
    (await world.do(teacher.browser, chatList, {})).chats.filter((one) => one.classId === classId)
  await school.assign(classId, teacher)
  await world.do(teacher.browser, roster, { classId })
  const kinds = (await chatsOf()).map((one) => one.kind).toSorted()
  deepEqual(kinds, ['class', 'parents'])
  await world.do(school.admin.browser, removeCurator, { classId, personId: teacher.personId })
  equal(await world.refused(teacher.browser, roster, { classId }), 'forbidden')
  deepEqual(await chatsOf(), [])
  const told = await opsAfter(world, `person:${teacher.personId}`, 0)
  ok(told.some((op) => op[0] === 'leave' && op[1] === `class:${classId}`))
  equal(
    await world.refused(school.admin.browser, removeCurator, { classId, personId: teacher.personId }),
    'not_curator',
  )
})

test('an administrator who is no longer class teacher goes on hearing the class', async () => {
  const classId = await school.makeClass('9Д')
  await world.do(school.admin.browser, assignCurator, { classId, personId: school.admin.personId, order: null })
  await world.do(school.admin.browser, removeCurator, { classId, personId: school.admin.personId })
  const told = await opsAfter(world, `person:${school.admin.personId}`, 0)
  ok(!told.some((op) => op[0] === 'leave' && op[1] === `class:${classId}`))
})

test('one of two classes that race for a pupil gets him', async () => {
  const ids = [await school.makeClass('1Ю'), await school.makeClass('1Э')]
  const pupil = await world.do(newBrowser(), arrange, {
    schoolId: school.id,
    work: async (ctx) => {
      const { createPerson } = await import('#server/features/people/index.ts')
      return createPerson(ctx, { names: named('Пак', 'Ян'), accountId: null, roles: ['pupil'], position: null })
    },
  })
  const tries = await Promise.all(
    Array.from({ length: 10 }, (_, at) =>
      world.do(newBrowser(), arrange, {
        schoolId: school.id,
        work: async (ctx) => enrol(ctx, await lockClass(ctx.tx, ids[at % 2]!), pupil as string),
      }),
    ),
  )
  equal(tries.filter((one) => one === true).length, 1)
  const sizes = (await listOf(school.admin)).filter((one) => ids.includes(one.id)).map((one) => one.pupils)
  deepEqual(sizes.toSorted(), [0, 1])
})

test('a class is heard by its class teacher and administrators', async () => {
  const classId = await school.makeClass('1Ф')
  const curator = await school.hire('teacher')
  await school.assign(classId, curator)
  const pupil = await school.enrol(classId)
  const others = [pupil, await school.addParent(pupil), await school.hire('teacher'), await school.hire('director')]
  const hears = (who: Somebody, roles: Parameters<typeof columnsOf>[0], isCurator = false) =>
    world.do(newBrowser(), arrange, {
      schoolId: school.id,
      work: (ctx) =>
        classes.topics!['class']!(
          {
            tx: ctx.tx,
            personId: who.personId,
            may: (action, relation) => decide(action, columnsOf(roles, isCurator, false), relation),
          },
          classId,
        ),
    })
  equal(await hears(school.admin, ['admin']), true)
  equal(await hears(curator, ['teacher'], true), true)
  const asked = await Promise.all(
    others.map((who, at) => hears(who, [(['pupil', 'parent', 'teacher', 'director'] as const)[at]!])),
  )
  deepEqual(asked, [false, false, false, false])
})
