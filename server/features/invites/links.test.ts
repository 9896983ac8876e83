import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assignCurator, removeCurator } from '#contract/classes.ts'
import {
  createParentLink,
  createPupilLink,
  createStaffLink,
  handOver,
  list,
  look,
  redeem,
  reveal,
  revoke,
} from '#contract/invites.ts'
import { foundSchool, type School, type Somebody } from '#server/testing/school.ts'
import { classPageOf, deskOf } from '#server/testing/screens.ts'
import { assertLive } from '#server/testing/watching.ts'
import { createWorld, newBrowser, type World } from '#server/testing/world.ts'

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

const terms = { days: 14, maxUses: 30 }
const dayMs = 86_400_000
const names = { surname: 'Пак', name: 'Ян', patronymic: null }
const plain = { names, position: null, child: null }

test('a link’s token has 128 bits, is derived, and only its hash is stored', async () => {
  const made = await Promise.all(
    Array.from({ length: 20 }, () => world.do(school.admin.browser, createPupilLink, { classId, ...terms })),
  )
  for (const { token } of made) match(token, /^[A-Za-z0-9_-]{22}$/)
  equal(new Set(made.map((one) => one.token)).size, 20)
  const { rows } = await world.owner.query('select to_jsonb(l) as row from invites.link l')
  const dump = JSON.stringify(rows)
  ok(made.every(({ token }) => !dump.includes(token) && !dump.includes(Buffer.from(token).toString('hex'))))
  const { link, token } = made[0]!
  equal((await world.do(school.admin.browser, reveal, { linkId: link.id })).token, token)
})

test('a link says what it is for, who made it, until when, and how often it was used', async () => {
  const { link, token } = await world.do(school.admin.browser, createPupilLink, { classId, days: 7, maxUses: 2 })
  deepEqual(
    [link.kind, link.className, link.createdBy, link.uses, link.maxUses, link.state],
    ['pupil', '7Б', 'Павел Андреевич Аксёнов', 0, 2, 'live'],
  )
  equal(link.expiresAt - link.createdAt, 7 * dayMs)
  await world.do(newBrowser(), redeem, { secret: token, ...plain })
  await world.do(newBrowser(), redeem, { secret: token, ...plain })
  const seen = (await world.do(school.admin.browser, list, { classId })).links.find((one) => one.id === link.id)
  deepEqual([seen?.uses, seen?.lastUsedAt, seen?.state], [2, world.clock.now, 'spent'])
})

test('staff links are made by administrators, pupils’ links too, parents’ links also by the class teacher and the administration', async () => {
  const deputy = await school.hire('deputy')
  const stranger = await school.hire('teacher')
  const pupil = await school.enrol(classId)
  const staffLink = { kind: 'teacher' as const, ...terms }
  for (const who of [teacher, deputy, stranger, pupil]) {
    equal(await world.refused(who.browser, createStaffLink, staffLink), 'forbidden')
    equal(await world.refused(who.browser, createPupilLink, { classId, ...terms }), 'forbidden')
  }
  for (const who of [stranger, pupil])
    equal(await world.refused(who.browser, createParentLink, { classId, ...terms }), 'forbidden')
  for (const who of [teacher, deputy])
    equal((await world.do(who.browser, createParentLink, { classId, ...terms })).link.kind, 'parent')
  const extra = await school.hire('extra-admin')
  equal((await world.do(extra.browser, createStaffLink, staffLink)).link.classId, null)
  equal(await world.refused(other.admin.browser, createPupilLink, { classId, ...terms }), 'not_found')
})

test('a link lives 30 days at most', async () => {
  equal(await world.refused(school.admin.browser, createPupilLink, { classId, days: 31, maxUses: 30 }), 'invalid_input')
  equal(await world.refused(school.admin.browser, createPupilLink, { classId, days: 1, maxUses: 501 }), 'invalid_input')
})

test('each sees the links that the table lets him list', async () => {
  const deputy = await school.hire('deputy')
  const foreign = await school.makeClass('8Б')
  const { browser } = school.admin
  const [staffLink, ours, theirs] = [
    await world.do(browser, createStaffLink, { kind: 'staff', ...terms }),
    await world.do(browser, createPupilLink, { classId, ...terms }),
    await world.do(browser, createPupilLink, { classId: foreign, ...terms }),
  ]
  const own = await world.do(deputy.browser, createParentLink, { classId: foreign, ...terms })
  const idsOf = async (who: Somebody) =>
    new Set((await world.do(who.browser, list, { classId: null })).links.map((one) => one.id))
  const [admins, teachers, deputies] = [await idsOf(school.admin), await idsOf(teacher), await idsOf(deputy)]
  ok([staffLink, ours, theirs, own].every(({ link }) => admins.has(link.id)))
  ok(teachers.has(ours.link.id) && !teachers.has(theirs.link.id) && !teachers.has(staffLink.link.id))
  deepEqual(deputies, new Set([own.link.id]))
  equal((await world.do((await school.hire('teacher')).browser, list, { classId })).links.length, 0)
  equal(await world.refused((await school.enrol(foreign)).browser, list, { classId: null }), 'forbidden')
  deepEqual((await world.do(other.admin.browser, list, { classId: null })).links, [])
})

test('the class teacher gets the pupils’ link of the class and hands it on; others do not learn of it', async () => {
  const { link, token } = await world.do(school.admin.browser, createPupilLink, { classId, ...terms })
  equal((await world.do(teacher.browser, reveal, { linkId: link.id })).token, token)
  for (const who of [
    await school.hire('teacher'),
    await school.hire('director'),
    await school.enrol(classId),
    other.admin,
  ]) {
    equal(await world.refused(who.browser, reveal, { linkId: link.id }), 'not_found')
  }
  const staffLink = await world.do(school.admin.browser, createStaffLink, { kind: 'administration', ...terms })
  equal(await world.refused(teacher.browser, reveal, { linkId: staffLink.link.id }), 'not_found')
})

test('a link is handed over to the class teacher; to whom and when is kept', async () => {
  const { link } = await world.do(school.admin.browser, createPupilLink, { classId, ...terms })
  const stranger = await school.hire('teacher')
  equal(
    await world.refused(school.admin.browser, handOver, { linkId: link.id, personId: stranger.personId }),
    'not_curator',
  )
  equal(await world.refused(teacher.browser, handOver, { linkId: link.id, personId: teacher.personId }), 'forbidden')
  await assertLive(world, [deskOf(world, school), classPageOf(world, school, classId)], () =>
    world.do(school.admin.browser, handOver, { linkId: link.id, personId: teacher.personId }),
  )
  const seen = (await world.do(teacher.browser, list, { classId })).links.find((one) => one.id === link.id)
  deepEqual(seen?.handed, [{ personId: teacher.personId, name: 'Елена Сергеевна Круглова', at: world.clock.now }])
})

test('who is detached as class teacher gets no link any more', async () => {
  const id = await school.makeClass('9Б')
  const second = await school.hire('teacher')
  await world.do(school.admin.browser, assignCurator, { classId: id, personId: second.personId, order: null })
  const { link } = await world.do(school.admin.browser, createPupilLink, { classId: id, ...terms })
  await world.do(second.browser, reveal, { linkId: link.id })
  await world.do(school.admin.browser, removeCurator, { classId: id, personId: second.personId })
  equal(await world.refused(second.browser, reveal, { linkId: link.id }), 'not_found')
  equal(await world.refused(second.browser, revoke, { linkId: link.id }), 'not_found')
})

test('an annulled link opens nothing from that moment on', async () => {
  const { link, token } = await world.do(school.admin.browser, createPupilLink, { classId, ...terms })
  await world.do(newBrowser(), look, { secret: token })
  await assertLive(world, [deskOf(world, school), classPageOf(world, school, classId)], () =>
    world.do(teacher.browser, revoke, { linkId: link.id }),
  )
  await world.do(teacher.browser, revoke, { linkId: link.id })
  equal(await world.refused(newBrowser(), look, { secret: token }), 'dead_invitation')
  equal(await world.refused(newBrowser(), redeem, { secret: token, ...plain }), 'dead_invitation')
  equal(await world.refused(school.admin.browser, reveal, { linkId: link.id }), 'link_dead')
  equal(
    await world.refused(school.admin.browser, handOver, { linkId: link.id, personId: teacher.personId }),
    'link_dead',
  )
  const deputy = await school.hire('deputy')
  const own = await world.do(deputy.browser, createParentLink, { classId, ...terms })
  equal(await world.refused((await school.hire('teacher')).browser, revoke, { linkId: own.link.id }), 'not_found')
  await world.do(deputy.browser, revoke, { linkId: own.link.id })
})

test('a link dies at its hour', async () => {
  const { link, token } = await world.do(school.admin.browser, createPupilLink, { classId, days: 1, maxUses: 5 })
  const started = world.clock.now
  try {
    world.clock.now = started + dayMs - 1000
    await world.do(newBrowser(), look, { secret: token })
    world.clock.now = started + dayMs
    equal(await world.refused(newBrowser(), look, { secret: token }), 'dead_invitation')
    equal(await world.refused(newBrowser(), redeem, { secret: token, ...plain }), 'dead_invitation')
    const seen = (await world.do(school.admin.browser, list, { classId })).links.find((one) => one.id === link.id)
    equal(seen?.state, 'expired')
  } finally {
    world.clock.now = started
  }
})

test('desk and class page see new links at once', async () => {
  const both = [deskOf(world, school), classPageOf(world, school, classId)]
  const { browser } = school.admin
  await assertLive(world, [both[0]!], () => world.do(browser, createStaffLink, { kind: 'teacher', ...terms }))
  await assertLive(world, both, () => world.do(browser, createPupilLink, { classId, ...terms }))
  await assertLive(world, both, () => world.do(teacher.browser, createParentLink, { classId, ...terms }))
})

test('two installations derive different tokens for the same link', async () => {
  const { link, token } = await world.do(school.admin.browser, createPupilLink, { classId, ...terms })
  const elsewhere = await createWorld()
  try {
    notEqual(elsewhere.core.secrets.linkToken(link.id, 1), token)
    equal(world.core.secrets.linkToken(link.id, 1), token)
  } finally {
    await elsewhere.close()
  }
})
