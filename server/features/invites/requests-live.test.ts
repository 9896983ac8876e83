import { after, before, test } from 'node:test'
import { archive, enrolNew, rename } from '#contract/classes.ts'
import {
  accept,
  createParentLink,
  createPupilLink,
  createStaffLink,
  decline,
  makeCode,
  redeem,
} from '#contract/invites.ts'
import { foundSchool, type School } from '#server/testing/school.ts'
import { classPageOf, deskOf } from '#server/testing/screens.ts'
import { assertLive, type Screen } from '#server/testing/watching.ts'
import { createWorld, newBrowser, type World } from '#server/testing/world.ts'

let world: World
let school: School
let classId: string
let both: Screen[]
before(async () => {
  world = await createWorld()
  school = await foundSchool(world)
  classId = await school.makeClass('7Б')
  await school.assign(classId, await school.hire('teacher'))
  both = [deskOf(world, school), classPageOf(world, school, classId)]
})
after(() => world.close())

const terms = { days: 14, maxUses: 100 }
const named = (surname: string, name: string) => ({ surname, name, patronymic: null })
const admin = () => school.admin.browser
const wish = (surname: string, name: string) => ({ names: named(surname, name), position: null, child: null })
const pupilLink = async (id = classId) => (await world.do(admin(), createPupilLink, { classId: id, ...terms })).token
const ask = async (secret: string, input: Omit<Parameters<typeof world.do<typeof redeem>>[2], 'secret'>) =>
  (await world.do(newBrowser(), redeem, { secret, ...input })).requestId!

test('a pupil’s request is seen at once, and so are its answers', async () => {
  const secret = await pupilLink()
  await assertLive(world, both, () => ask(secret, wish('Пак', 'Ян')))
  const first = await ask(secret, wish('Рощина', 'Вера'))
  await assertLive(world, both, () => world.do(admin(), accept, { requestId: first, matchId: null }))
  const second = await ask(secret, wish('Кто', 'Тото'))
  await assertLive(world, both, () => world.do(admin(), decline, { requestId: second, reason: 'Кто это?' }))
})

test('a request finds the pupil who comes onto the list later, at once', async () => {
  await ask(await pupilLink(), wish('елкин', 'артем'))
  await assertLive(world, both, () => world.do(admin(), enrolNew, { classId, ...named('Ёлкин', 'Артём') }))
})

test('two who ask for the same pupil: when one is let in, the other’s match is gone at once', async () => {
  const { personId } = await world.do(admin(), enrolNew, { classId, ...named('Щукин', 'Лев') })
  const secret = await pupilLink()
  const first = await ask(secret, wish('Щукин', 'Лев'))
  await ask(secret, wish('Щукин', 'Лева'))
  await assertLive(world, both, () => world.do(admin(), accept, { requestId: first, matchId: personId }))
})

test('a pupil who enters by a code is seen at once', async () => {
  const { personId } = await world.do(admin(), enrolNew, { classId, ...named('Кодов', 'Иван') })
  const { secret } = await world.do(admin(), makeCode, { classId, whom: { personId } })
  await assertLive(world, both, () =>
    world.do(newBrowser(), redeem, { secret, names: null, position: null, child: null }),
  )
})

test('a parent’s request and its acceptance are seen at once', async () => {
  await school.enrol(classId, named('Горин', 'Илья'))
  const { token } = await world.do(admin(), createParentLink, { classId, ...terms })
  const child = { surname: 'Горин', name: 'Илья', kin: 'father' as const }
  let requestId = ''
  await assertLive(world, both, async () => void (requestId = await ask(token, { ...wish('Горин', 'Павел'), child })))
  await assertLive(world, both, () => world.do(admin(), accept, { requestId, matchId: null }))
})

test('a colleague’s request and its acceptance are seen at the desk at once', async () => {
  const { token } = await world.do(admin(), createStaffLink, { kind: 'teacher', ...terms })
  let requestId = ''
  await assertLive(
    world,
    [both[0]!],
    async () => void (requestId = await ask(token, { ...wish('Новая', 'Анна'), position: 'учитель химии' })),
  )
  await assertLive(world, [both[0]!], () => world.do(admin(), accept, { requestId, matchId: null }))
})

test('links, codes and requests follow their class when it gets a new name or is archived', async () => {
  const id = await school.makeClass('8А')
  const secret = await pupilLink(id)
  const requestId = await ask(secret, wish('Пак', 'Ян'))
  await ask(secret, wish('Пак', 'Анна'))
  await world.do(admin(), decline, { requestId, reason: null })
  await world.do(admin(), makeCode, { classId: id, whom: named('Пак', 'Ян') })
  const screens = [deskOf(world, school), classPageOf(world, school, id)]
  await assertLive(world, screens, () => world.do(admin(), rename, { classId: id, name: '8Я' }))
  await assertLive(world, screens, () => world.do(admin(), archive, { classId: id }))
})

test('numbers stay right when six ask at once', async () => {
  const secret = await pupilLink()
  await assertLive(world, both, () =>
    Promise.all(Array.from({ length: 6 }, (_, at) => ask(secret, wish('Гонщик', `Пётр${'а'.repeat(at)}`)))),
  )
})

test('requests and enrolments that race agree in the end', async () => {
  const secret = await pupilLink()
  await assertLive(world, both, () =>
    Promise.all(
      Array.from({ length: 5 }, (_, at) => [
        ask(secret, wish('Встречный', `Олег${'а'.repeat(at)}`)),
        world.do(admin(), enrolNew, { classId, ...named('Встречный', `Олег${'а'.repeat(at)}`) }),
      ]).flat(),
    ),
  )
})
