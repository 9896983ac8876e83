import { deepEqual } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { archive, assignCurator, create, createGrid, enrolNew, removeCurator, rename, view } from '#contract/classes.ts'
import { bindAccount, confirmKinship } from '#server/features/people/index.ts'
import { createAccount } from '#server/features/accounts/index.ts'
import { arrange } from '#server/testing/arrange.ts'
import { foundSchool, type School } from '#server/testing/school.ts'
import { classPageOf, deskOf } from '#server/testing/screens.ts'
import { assertLive } from '#server/testing/watching.ts'
import { createWorld, newBrowser, type World } from '#server/testing/world.ts'

let world: World
let school: School
let classId: string
before(async () => {
  world = await createWorld()
  school = await foundSchool(world)
  classId = await school.makeClass('7Б')
})
after(() => world.close())

const desk = () => deskOf(world, school)
const page = (id = classId) => classPageOf(world, school, id)
const asAdmin =
  <T>(work: (browser: School['admin']['browser']) => Promise<T>) =>
  () =>
    work(school.admin.browser)

test('the desk sees new classes at once', async () => {
  await assertLive(
    world,
    [desk()],
    asAdmin((me) => world.do(me, create, { name: '8А', grade: 8 })),
  )
  await assertLive(
    world,
    [desk()],
    asAdmin((me) =>
      world.do(me, createGrid, {
        cells: [
          { grade: 1, letter: 'А' },
          { grade: 1, letter: 'Б' },
        ],
      }),
    ),
  )
})

test('desk and class page see a new name, class teachers and pupils at once', async () => {
  const teacher = await school.hire('teacher')
  const curator = { classId, personId: teacher.personId }
  await assertLive(
    world,
    [desk(), page()],
    asAdmin((me) => world.do(me, rename, { classId, name: '7 «Б»' })),
  )
  await assertLive(
    world,
    [desk(), page()],
    asAdmin((me) => world.do(me, assignCurator, { ...curator, order: null })),
  )
  await assertLive(
    world,
    [desk(), page()],
    asAdmin((me) => world.do(me, removeCurator, curator)),
  )
  await assertLive(
    world,
    [desk(), page()],
    asAdmin((me) => world.do(me, enrolNew, { classId, surname: 'Пак', name: 'Ян', patronymic: null })),
  )
})

test('desk and class page see at once that a pupil entered, and whose parents are there', async () => {
  const { personId } = await world.do(school.admin.browser, enrolNew, {
    classId,
    surname: 'Ёлкин',
    name: 'Артём',
    patronymic: null,
  })
  await assertLive(world, [desk(), page()], () =>
    world.do(newBrowser(), arrange, {
      schoolId: school.id,
      work: async (ctx) => bindAccount(ctx, personId, await createAccount(ctx, { phone: null, label: '' })),
    }),
  )
  const parent = await school.addParent(await school.enrol(await school.makeClass('2А')))
  await assertLive(world, [desk(), page()], () =>
    world.do(newBrowser(), arrange, {
      schoolId: school.id,
      work: (ctx) => confirmKinship(ctx, { parentId: parent.personId, childId: personId, kin: 'father' }),
    }),
  )
})

test('desk and class page see at once that a class is archived', async () => {
  const id = await school.makeClass('3А')
  await school.assign(id, await school.hire('teacher'))
  await assertLive(
    world,
    [desk(), page(id)],
    asAdmin((me) => world.do(me, archive, { classId: id })),
  )
})

test('numbers stay right when five enrol at once', async () => {
  const id = await school.makeClass('4А')
  await assertLive(world, [desk(), page(id)], () =>
    Promise.all(
      Array.from({ length: 5 }, (_, at) =>
        world.do(school.admin.browser, enrolNew, {
          classId: id,
          surname: 'Иванов',
          name: `Иван${'а'.repeat(at)}`,
          patronymic: null,
        }),
      ),
    ),
  )
  const { class: seen } = await world.do(school.admin.browser, view, { classId: id })
  deepEqual([seen.pupils, seen.entered], [5, 0])
})

test('numbers stay right when five enter at once', async () => {
  const id = await school.makeClass('5А')
  const pupils: string[] = []
  for (const name of ['Ян', 'Лев', 'Илья', 'Анна', 'Вера']) {
    const who = { classId: id, surname: 'Пак', name, patronymic: null }
    pupils.push((await world.do(school.admin.browser, enrolNew, who)).personId)
  }
  const enter = (personId: string) =>
    world.do(newBrowser(), arrange, {
      schoolId: school.id,
      work: async (ctx) => bindAccount(ctx, personId, await createAccount(ctx, { phone: null, label: '' })),
    })
  await assertLive(world, [deskOf(world, school), classPageOf(world, school, id)], () => Promise.all(pupils.map(enter)))
})
