import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import pg from 'pg'
import { enterCode, enterLoginCode, me, requestCode, smsOutbox } from '#contract/accounts.ts'
import { mine } from '#contract/people.ts'
import {
  applications,
  apply,
  approve,
  correctApplication,
  followApplication,
  giveAdminLoginCode,
  rejectApplication,
  returnApplication,
  viewApplication,
} from '#contract/schools.ts'
import { Refusal } from '#server/kernel/dispatch/refusal.ts'
import { applied, formOf, sendOrder } from '#server/testing/orders.ts'
import { accountWith, codeFor, operatorOf, setUpTotp, signInByPhone } from '#server/testing/sign-in.ts'
import { type Browser, createWorld, newBrowser, type World } from '#server/testing/world.ts'
import { schoolYear } from './index.ts'

const mail = { smtpUrl: 'smtp://127.0.0.1:1', from: 'peremena@school.example' }
const checks = { name: true, phone: true, signature: true } as const
let world: World
let operator: Browser
let mobile: string
let inn: string
let number = 0

before(async () => {
  world = await createWorld({ config: { mail, supportEmail: 'help@school.example' } })
  operator = await operatorOf(world)
})
after(() => world.close())
beforeEach(async () => {
  number += 1
  inn = innNumber(number)
  mobile = `+7916${7_100_000 + number}`
  await world.owner.query('delete from kernel.counter')
})

/** A lawful ИНН of its own for each test. */
function innNumber(n: number): string {
  const nine = String(770_000_000 + n)
  const sum = [2, 4, 10, 3, 5, 9, 4, 6, 8].reduce((total, weight, at) => total + weight * Number(nine[at]), 0)
  return `${nine}${(sum % 11) % 10}`
}

const own = () => ({ inn, admin: { ...formOf().admin, mobile } })
const open = () => applied(world, own())
const view = async (applicationId: string) => (await world.do(operator, viewApplication, { applicationId })).application

async function approved() {
  const application = await open()
  const { schoolId } = await world.do(operator, approve, { applicationId: application.applicationId, checks })
  return { ...application, schoolId }
}

async function refusal(promise: Promise<unknown>): Promise<Refusal> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof Refusal, String(error))
  return error
}

test('a school applies with its order and follows the application by a private link', async () => {
  const { token, applicationId } = await open()
  assert.match(token, /^[A-Za-z0-9_-]{22}$/)
  const { application, supportEmail } = await world.do(newBrowser(), followApplication, { token })
  assert.equal(application.id, applicationId)
  assert.equal(application.state, 'received')
  assert.deepEqual(application.form, {
    ...formOf(),
    inn,
    schoolPhone: '+74822550144',
    admin: { ...formOf().admin, mobile },
  })
  assert.deepEqual({ ...application.order, bytes: 0 }, { name: 'Приказ № 7.pdf', type: 'pdf', bytes: 0 })
  assert.equal(supportEmail, 'help@school.example')
})

test('a wrong private link finds nothing', async () => {
  await open()
  for (const token of ['AAAAAAAAAAAAAAAAAAAAAA', 'x']) {
    assert.equal(await world.refused(newBrowser(), followApplication, { token }), 'not_found')
    assert.equal(
      await world.refused(newBrowser(), correctApplication, { token, form: formOf(), upload: null }),
      'not_found',
    )
  }
})

test('neither the private link nor the administrator’s mobile stands in the database in the clear', async () => {
  const { token } = await open()
  const { rows } = await world.owner.query(
    'select a::text as text from schools.application a union all select l::text from kernel.ledger l',
  )
  const queue = new pg.Client({ connectionString: world.urls.worker })
  await queue.connect()
  rows.push(...(await queue.query('select j::text as text from graphile_worker._private_jobs j')).rows)
  await queue.end()
  const all = rows.map(({ text }: { text: string }) => text).join('\n')
  for (const canary of [token, mobile.slice(2), mobile.slice(-7)]) assert.ok(!all.includes(canary), canary)
})

test('wrong phones, ИНН, zone, names and addresses are said at their fields', async () => {
  const browser = newBrowser()
  const upload = await sendOrder(world, browser)
  const { admin } = formOf()
  const wrongPhones = await refusal(
    world.do(browser, apply, {
      form: formOf({ inn, schoolPhone: '55-01-44', admin: { ...admin, mobile: '12345' } }),
      upload,
    }),
  )
  assert.deepEqual(wrongPhones.wire, {
    code: 'bad_phone',
    fields: { 'form.schoolPhone': 'bad_phone', 'form.admin.mobile': 'bad_phone' },
  })
  const cases: [object, string][] = [
    [{ inn: '7707083894' }, 'form.inn'],
    [{ timeZone: 'Europe/Tver' }, 'form.timeZone'],
    [{ schoolEmail: 'школа' }, 'form.schoolEmail'],
    [{ name: '' }, 'form.name'],
    [{ shortName: 'x'.repeat(61) }, 'form.shortName'],
    [{ admin: { ...admin, surname: 'Oрлова' } }, 'form.admin.surname'],
    [{ admin: { ...admin, email: 'a@b' } }, 'form.admin.email'],
  ]
  for (const [change, field] of cases) {
    const error = await refusal(world.do(browser, apply, { form: { ...formOf(), ...change }, upload }))
    assert.equal(error.code, 'invalid_input')
    assert.deepEqual(Object.keys(error.wire.fields ?? {}), [field])
  }
})

test('an order is needed: one’s own, complete, a document, and not used before', async () => {
  const browser = newBrowser()
  const form = formOf({ inn })
  const missing = await refusal(world.do(browser, apply, { form, upload: crypto.randomUUID() }))
  assert.deepEqual(missing.wire, { code: 'order_missing', fields: { upload: 'order_missing' } })
  const strange = await sendOrder(world, newBrowser())
  assert.equal(await world.refused(browser, apply, { form, upload: strange }), 'order_missing')
  const page = await sendOrder(world, browser, {
    name: 'order.pdf',
    bytes: Buffer.from('<html><script>alert(1)</script></html>'),
  })
  assert.equal(await world.refused(browser, apply, { form, upload: page }), 'order_not_document')
  const upload = await sendOrder(world, browser)
  await world.do(browser, apply, { form, upload })
  assert.equal(await world.refused(browser, apply, { form, upload }), 'order_missing')
  const large = await sendOrder(world, browser)
  await world.owner.query('update kernel.upload set bytes = 20971521 where id = $1', [large])
  assert.equal(await world.refused(browser, apply, { form, upload: large }), 'order_too_large')
})

test('of many applications with one order at once exactly one gets it', async () => {
  const browser = newBrowser()
  const upload = await sendOrder(world, browser)
  const tries = Array.from({ length: 20 }, () => world.do({ ...browser }, apply, { form: formOf({ inn }), upload }))
  const done = await Promise.allSettled(tries)
  assert.equal(done.filter(({ status }) => status === 'fulfilled').length, 1)
})

test('the applicant hears by mail that the application came, with the private link', async () => {
  const { token } = await open()
  await world.runJobs()
  const letter = world.letters.find(({ text }) => text.includes(`/application#${token}`))
  assert.equal(letter?.to, 'orlova@gimn44.example')
  assert.match(letter?.subject ?? '', /Гимназия № 44/)
})

test('the operator sees the queue, the longest waiting first, and what was answered apart from it', async () => {
  const first = await open()
  world.clock.now += 1000
  const second = await open()
  const queue = async () => (await world.do(operator, applications, { open: true })).applications.map(({ id }) => id)
  const ids = await queue()
  assert.ok(ids.indexOf(first.applicationId) < ids.indexOf(second.applicationId) && ids.includes(first.applicationId))
  await world.do(operator, rejectApplication, { applicationId: first.applicationId, reason: 'Двойная заявка.' })
  assert.ok(!(await queue()).includes(first.applicationId))
  const { applications: answered } = await world.do(operator, applications, { open: false })
  assert.equal(answered[0]?.id, first.applicationId)
})

test('nobody but the operator sees the queue or answers', async () => {
  const { applicationId } = await open()
  const phone = `+7917${7_100_000 + number}`
  await accountWith(world, phone)
  const teacher = await signInByPhone(world, phone)
  for (const [browser, expected] of [
    [newBrowser(), 'unauthorized'],
    [teacher, 'forbidden'],
  ] as const) {
    assert.equal(await world.refused(browser, applications, { open: true }), expected)
    assert.equal(await world.refused(browser, approve, { applicationId, checks }), expected)
    assert.equal(await world.refused(browser, returnApplication, { applicationId, reason: 'нет' }), expected)
    assert.equal(await world.refused(browser, rejectApplication, { applicationId, reason: 'нет' }), expected)
    assert.equal(await world.refused(browser, giveAdminLoginCode, { applicationId }), expected)
  }
  assert.equal(await world.refused(teacher, viewApplication, { applicationId }), 'not_found')
  assert.equal(await world.refused(newBrowser(), viewApplication, { applicationId }), 'unauthorized')
})

test('a returned application says why, is corrected by its link, and waits again', async () => {
  const { token, applicationId, browser, upload: firstOrder } = await open()
  await world.do(operator, returnApplication, { applicationId, reason: 'На приказе нет подписи.' })
  const returned = (await world.do(newBrowser(), followApplication, { token })).application
  assert.equal(returned.state, 'returned')
  assert.equal(returned.reason, 'На приказе нет подписи.')
  const upload = await sendOrder(world, browser, { name: 'Приказ с подписью.pdf' })
  await world.do(browser, correctApplication, { token, form: formOf({ ...own(), name: 'Гимназия' }), upload })
  const corrected = await view(applicationId)
  assert.equal(corrected.state, 'corrected')
  assert.equal(corrected.reason, null)
  assert.equal(corrected.form.name, 'Гимназия')
  assert.equal(corrected.order.name, 'Приказ с подписью.pdf')
  const { rows } = await world.owner.query('select claimed_by from kernel.upload where id = $1', [firstOrder])
  assert.deepEqual(rows, [{ claimed_by: null }], 'the replaced order is left to the sweep')
  assert.equal(
    await world.refused(browser, correctApplication, { token, form: formOf(own()), upload: null }),
    'not_returned',
  )
})

test('a correction may keep the old order; its fields and its order are checked like the first', async () => {
  const { token, applicationId, browser } = await open()
  assert.equal(
    await world.refused(browser, correctApplication, { token, form: formOf(own()), upload: null }),
    'not_returned',
  )
  await world.do(operator, returnApplication, { applicationId, reason: 'Проверьте номер.' })
  const correct = (form: ReturnType<typeof formOf>, upload: string | null) =>
    world.refused(browser, correctApplication, { token, form, upload })
  assert.equal(await correct({ ...formOf(own()), schoolPhone: '12345' }, null), 'bad_phone')
  assert.equal(await correct(formOf(own()), crypto.randomUUID()), 'order_missing')
  const page = await sendOrder(world, browser, { bytes: Buffer.from('<svg onload="alert(1)"/>') })
  assert.equal(await correct(formOf(own()), page), 'order_not_document')
  const large = await sendOrder(world, browser)
  await world.owner.query('update kernel.upload set bytes = 20971521 where id = $1', [large])
  assert.equal(await correct(formOf(own()), large), 'order_too_large')
  await world.do(browser, correctApplication, { token, form: formOf(own()), upload: null })
  assert.equal((await view(applicationId)).order.name, 'Приказ № 7.pdf')
})

test('the applicant hears of a return and of a refusal by mail, with the reason', async () => {
  const one = await open()
  const other = await open()
  await world.do(operator, returnApplication, { applicationId: one.applicationId, reason: 'Нет подписи.' })
  await world.do(operator, rejectApplication, { applicationId: other.applicationId, reason: 'Такой школы нет.' })
  await world.runJobs()
  const texts = world.letters.map(({ text }) => text)
  assert.ok(texts.some((text) => text.includes('Нет подписи.')))
  assert.ok(texts.some((text) => text.includes('Такой школы нет.')))
})

test('approval makes the school and its administrator, who enters by the phone of the application', async () => {
  const { schoolId, applicationId, token } = await approved()
  const { application } = await world.do(newBrowser(), followApplication, { token })
  assert.equal(application.state, 'approved')
  assert.equal(application.schoolId, schoolId)
  const { rows } = await world.owner.query(
    'select name, short_name, time_zone, year from schools.school where id = $1',
    [schoolId],
  )
  assert.deepEqual(rows, [
    {
      name: formOf().name,
      short_name: 'Гимназия № 44',
      time_zone: 'Europe/Moscow',
      year: schoolYear(world.clock.now, 'Europe/Moscow'),
    },
  ])
  const admin = await signInByPhone(world, mobile)
  const { persons } = await world.do(admin, mine, {})
  assert.equal(persons.length, 1)
  assert.deepEqual(persons[0]?.roles, ['admin'])
  assert.equal(persons[0]?.schoolId, schoolId)
  assert.equal(persons[0]?.teacherStatus, 'confirmed')
  assert.equal(persons[0]?.factorObligatory, true)
  assert.equal((await view(applicationId)).state, 'approved')
})

test('approval makes «Учительская» and the channels «Общешкольный» and «Сотрудники»', async () => {
  const { schoolId } = await approved()
  const { rows } = await world.owner.query('select kind from chats.chat where school_id = $1 order by kind', [schoolId])
  assert.deepEqual(
    rows.map(({ kind }: { kind: string }) => kind),
    ['school-channel', 'staff-channel', 'staffroom'],
  )
})

test('without a gateway the operator’s outbox shows the new administrator’s code, by name and school', async () => {
  await approved()
  const browser = newBrowser()
  await world.do(browser, requestCode, { phone: mobile })
  await world.runJobs()
  const { waiting } = await world.do(operator, smsOutbox, {})
  assert.equal(waiting[0]?.whose, 'Марина Викторовна Орлова, Гимназия № 44')
  await world.do(browser, enterCode, { code: await codeFor(world, browser) })
})

test('another phone gives no right at the school', async () => {
  await approved()
  const other = `+7918${7_100_000 + number}`
  await accountWith(world, other)
  assert.deepEqual((await world.do(await signInByPhone(world, other), mine, {})).persons, [])
})

test('somebody who uses the administrator’s phone for another account gets no right of the administrator', async () => {
  const motherId = await accountWith(world, mobile, 'Ирина Щербакова')
  await approved()
  const browser = newBrowser()
  await world.do(browser, requestCode, { phone: mobile })
  const { accounts } = await world.do(browser, enterCode, { code: await codeFor(world, browser) })
  assert.equal(accounts.length, 2)
  assert.ok(accounts.some(({ accountId }) => accountId === motherId))
})

test('of many approvals at once exactly one makes a school', async () => {
  const { applicationId } = await open()
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, () => world.do({ ...operator }, approve, { applicationId, checks })),
  )
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') assert.equal((outcome.reason as Refusal).code, 'already_answered')
  const { rows } = await world.owner.query('select 1 from schools.school where inn = $1', [inn])
  assert.equal(rows.length, 1)
})

test('two applications of one ИНН become one school, also when both are approved at once', async () => {
  const both = [await open(), await open()]
  const outcomes = await Promise.allSettled(
    both.map(({ applicationId }) => world.do({ ...operator }, approve, { applicationId, checks })),
  )
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as Refusal] : []))
  assert.deepEqual(
    refused.map(({ code }) => code),
    ['inn_taken'],
  )
})

test('what was answered once is answered for good', async () => {
  const { applicationId } = await approved()
  const reason = 'поздно'
  assert.equal(await world.refused(operator, approve, { applicationId, checks }), 'already_answered')
  assert.equal(await world.refused(operator, returnApplication, { applicationId, reason }), 'already_answered')
  assert.equal(await world.refused(operator, rejectApplication, { applicationId, reason }), 'already_answered')
  const unknown = crypto.randomUUID()
  assert.equal(await world.refused(operator, approve, { applicationId: unknown, checks }), 'not_found')
  assert.equal(await world.refused(operator, viewApplication, { applicationId: unknown }), 'not_found')
})

test('the operator approves only after all three checks', async () => {
  const { applicationId } = await open()
  assert.equal(
    await world.refused(operator, approve, { applicationId, checks: { ...checks, signature: false } }),
    'invalid_input',
  )
})

test('the administrator reads the application of his own school, with its order, and no other', async () => {
  const { applicationId } = await approved()
  const admin = await signInByPhone(world, mobile)
  const [person] = (await world.do(admin, mine, {})).persons
  admin.person = person?.personId ?? null
  assert.equal(await world.refused(admin, viewApplication, { applicationId }), 'second_factor_needed')
  await setUpTotp(world, admin)
  const { application, orderUrl } = await world.do(admin, viewApplication, { applicationId })
  assert.equal(application.id, applicationId)
  assert.equal(orderUrl, `/files/order/${applicationId}?person=${admin.person}`)
  number += 1
  inn = innNumber(number)
  const strange = await open()
  assert.equal(await world.refused(admin, viewApplication, { applicationId: strange.applicationId }), 'not_found')
})

test('an administrator who lost the phone gets a one-time code from the operator', async () => {
  const { applicationId } = await approved()
  const lost = await signInByPhone(world, mobile)
  const { code } = await world.do(operator, giveAdminLoginCode, { applicationId })
  const browser = newBrowser()
  await world.do(browser, enterLoginCode, { code })
  assert.equal((await world.do(browser, mine, {})).persons[0]?.roles[0], 'admin')
  assert.equal((await world.do(lost, me, {})).accountId, null)
})

test('before approval there is no administrator to give a code to', async () => {
  const { applicationId } = await open()
  assert.equal(await world.refused(operator, giveAdminLoginCode, { applicationId }), 'no_administrator')
  assert.equal(await world.refused(operator, giveAdminLoginCode, { applicationId: crypto.randomUUID() }), 'not_found')
})

test('each answer is a line in the ledger', async () => {
  const { applicationId } = await open()
  await world.do(operator, returnApplication, { applicationId, reason: 'Нет подписи.' })
  const { rows } = await world.owner.query('select call from kernel.ledger where subject = $1 order by id', [
    `application:${applicationId}`,
  ])
  assert.deepEqual(rows, [{ call: 'schools.apply' }, { call: 'schools.returnApplication' }])
})

test('a school year begins in August by the school’s own calendar', () => {
  assert.equal(schoolYear(Date.UTC(2026, 10, 22), 'Europe/Moscow'), '2026/27')
  assert.equal(schoolYear(Date.UTC(2027, 6, 31, 11), 'Europe/Moscow'), '2026/27')
  assert.equal(schoolYear(Date.UTC(2027, 6, 31, 13), 'Asia/Anadyr'), '2027/28')
  assert.equal(schoolYear(Date.UTC(2099, 8, 1), 'Europe/Moscow'), '2099/00')
})
