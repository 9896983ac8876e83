import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { claimOperator, enterCode, requestCode, signOut } from '#contract/accounts.ts'
import { mine } from '#contract/people.ts'
import { apply, approve } from '#contract/schools.ts'
import { makeOperatorLink } from '#server/features/accounts/index.ts'
import { formOf, plainPdf } from '#server/testing/orders.ts'
import { type Answer, cookieOf, type Running, startRunning } from '#server/testing/running.ts'
import { codeFor, setUpTotp } from '#server/testing/sign-in.ts'
import { upload } from '#server/testing/uploads.ts'
import { type Browser, newBrowser } from '#server/testing/world.ts'

let running: Running
let operator: Browser
let applicationId: string
const mobile = '+79167770001'

before(async () => {
  running = await startRunning()
  const { world } = running
  operator = newBrowser()
  const token = await world.core.db.transaction('write', (tx) => makeOperatorLink(tx, null))
  await running.do(operator, claimOperator, { token })
  await setUpTotp(world, operator)
  applicationId = await applyWith({ name: '../Приказ\u202E.pdf', type: 'application/pdf', bytes: plainPdf() })
})
after(() => running.close())

async function applyWith(file: { name: string; type: string; bytes: Buffer }, form = formOf()): Promise<string> {
  const browser = newBrowser()
  const { id } = await upload(running, browser, file)
  const made = await running.do(browser, apply, { form: { ...form, admin: { ...form.admin, mobile } }, upload: id })
  return made.applicationId
}

function fetchOrder(browser: Browser, id = applicationId, more: Record<string, string> = {}): Promise<Answer> {
  const person = browser.person ? `?person=${browser.person}` : ''
  return running.ask(`/files/order/${id}${person}`, {
    headers: { cookie: cookieOf(browser), 'sec-fetch-site': 'same-origin', ...more },
  })
}

test('the operator gets the order as it was sent: a sandboxed attachment that nothing guesses at', async () => {
  const answer = await fetchOrder(operator)
  assert.equal(answer.status, 200)
  assert.equal(answer.text, plainPdf().toString())
  assert.equal(answer.headers['content-type'], 'application/pdf')
  assert.equal(
    answer.headers['content-disposition'],
    `attachment; filename="______.pdf"; filename*=UTF-8''${encodeURIComponent('Приказ.pdf')}`,
  )
  assert.equal(answer.headers['content-security-policy'], "sandbox; default-src 'none'")
  assert.equal(answer.headers['x-content-type-options'], 'nosniff')
  assert.equal(answer.headers['cross-origin-resource-policy'], 'same-origin')
  assert.match(answer.headers['cache-control'] ?? '', /no-store/)
})

test('a photo of the order is shown, drawn anew', async () => {
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer()
  const id = await applyWith({
    name: 'фото.jpg',
    type: 'image/jpeg',
    bytes: Buffer.concat([bytes, Buffer.from('<script>')]),
  })
  const answer = await fetchOrder(operator, id)
  assert.equal(answer.headers['content-type'], 'image/jpeg')
  assert.match(answer.headers['content-disposition'] ?? '', /^inline;/)
  assert.doesNotMatch(answer.text, /<script>/)
})

test('strangers, foreign pages, wrong ids and another account get nothing', async () => {
  assert.equal((await fetchOrder(newBrowser())).status, 401)
  assert.equal((await fetchOrder(operator, applicationId, { 'sec-fetch-site': 'cross-site' })).status, 404)
  assert.equal((await fetchOrder(operator, crypto.randomUUID())).status, 404)
  for (const id of ['..%2f..%2fsecrets%2fkey', 'x', `${applicationId}.json`])
    assert.equal((await fetchOrder(operator, id)).status, 404, id)
  assert.equal(
    (await running.ask(`/files/order/${applicationId}?person=x`, { headers: { cookie: cookieOf(operator) } })).status,
    404,
  )
})

test('the administrator of the school gets the order of its application after the second factor, and loses it when signed out', async () => {
  await running.do(operator, approve, { applicationId, checks: { name: true, phone: true, signature: true } })
  const admin = newBrowser()
  await running.do(admin, requestCode, { phone: mobile })
  await running.do(admin, enterCode, { code: await codeFor(running.world, admin) })
  assert.equal((await fetchOrder(admin)).status, 404)
  admin.person = (await running.do(admin, mine, {})).persons[0]?.personId ?? null
  assert.equal((await fetchOrder(admin)).status, 403)
  await setUpTotp(running.world, admin)
  assert.equal((await fetchOrder(admin)).status, 200)
  const strange = await applyWith(
    { name: 'чужой.pdf', type: 'application/pdf', bytes: plainPdf() },
    formOf({ inn: '500100732259' }),
  )
  assert.equal((await fetchOrder(admin, strange)).status, 404)
  const old = { ...admin }
  await running.do(admin, signOut, {})
  assert.equal((await fetchOrder(old)).status, 401)
})
