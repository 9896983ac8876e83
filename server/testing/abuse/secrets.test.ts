/** Secrets and what people write never stand in a log, however much goes wrong (SAFETY.md §3 Secrets, §4). */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as accounts from '#contract/accounts.ts'
import { calls } from '#contract/api.ts'
import * as chats from '#contract/chats.ts'
import { newId } from '#server/kernel/ids.ts'
import { type Answer, askServer, keepCookie, pageHeaders, type Running, startRunning } from '#server/testing/running.ts'
import { foundSchool, type Somebody } from '#server/testing/school.ts'
import { type ServerProcess, startServerProcess } from '#server/testing/server-process.ts'
import { type Browser, generousLimits, newBrowser } from '#server/testing/world.ts'
import { exampleOf, textsIn } from './examples.ts'

let running: Running
let server: ServerProcess
let teacher: Somebody

before(async () => {
  running = await startRunning()
  teacher = await (await foundSchool(running.world)).hire('teacher')
  const { config, urls } = running.world
  const sms = { url: 'http://127.0.0.1:9/', login: 'логин', password: 'канарейка-шлюза', sender: null }
  const key = config.key.export().toString('hex')
  server = await startServerProcess({
    database: urls,
    port: 0,
    dataDir: config.dataDir,
    key,
    limits: generousLimits,
    logLevel: 'trace',
    sms,
  })
})
after(async () => {
  await server.stop()
  await running.close()
})

/** A call to the process whose log is read. */
async function call(browser: Browser, { name }: { name: string }, input: unknown): Promise<Answer> {
  const answer = await askServer(server.port, `/api/${name}`, {
    method: 'POST',
    headers: pageHeaders(server.url, browser),
    body: JSON.stringify(input),
  })
  keepCookie(browser, answer)
  return answer
}

const canary = (what: string) => `канарейка-${what}-${newId()}`

test('no text, phone, code, cookie or key is logged by calls that succeed, are refused or break', async () => {
  const secrets: string[] = [
    running.world.config.key.export().toString('hex'),
    running.world.config.key.export().toString('base64'),
    teacher.browser.cookie ?? '-',
    'канарейка-шлюза',
  ]
  const { chats: known } = await running.do(teacher.browser, chats.list, {})
  const chatId = known.find((chat) => chat.kind === 'staffroom')!.id
  for (let at = 0; at < 3; at++) {
    const text = canary('сообщение')
    secrets.push(text)
    await call(teacher.browser, chats.send, { id: newId(), chatId, text, replyTo: null })
  }
  secrets.push('79161234567', '9161234567')
  const browser = newBrowser()
  await call(browser, accounts.requestCode, { phone: '+7 916 123-45-67' })
  secrets.push('483920')
  await call(browser, accounts.enterCode, { code: '483920' })
  secrets.push(browser.cookie ?? '-')
  for (const each of calls.values()) {
    for (const at of textsIn(exampleOf(each.input))) {
      const text = canary(each.name)
      secrets.push(text)
      await call(teacher.browser, each, at.replaced(text))
    }
  }
  const inAddress = canary('адрес')
  secrets.push(inAddress, encodeURIComponent(inAddress))
  await askServer(server.port, `/api/chats.list?x=${encodeURIComponent(inAddress)}`, {
    method: 'POST',
    headers: pageHeaders(server.url, teacher.browser),
    body: '{',
  })
  await askServer(server.port, '/csp-reports', {
    method: 'POST',
    headers: { 'content-type': 'application/csp-report' },
    body: JSON.stringify({ 'csp-report': { 'document-uri': inAddress, 'violated-directive': 'script-src' } }),
  })
  // a statement that fails carries its values in the error of the driver
  await running.world.owner.query('alter table chats.message rename to message_away')
  const lost = canary('в-ошибке')
  secrets.push(lost)
  const broken = await call(teacher.browser, chats.send, { id: newId(), chatId, text: lost, replyTo: null })
  assert.equal(broken.status, 500)
  await call(teacher.browser, chats.open, { chatId, around: null })
  await running.world.owner.query('alter table chats.message_away rename to message')
  await server.stop()
  const log = server.output()
  assert.match(log, /call failed/)
  assert.match(log, /csp report/)
  for (const secret of secrets)
    assert.ok(
      !log.includes(secret),
      `«${secret.slice(0, 24)}…» stands in the log: ${log.slice(Math.max(0, log.indexOf(secret) - 200), log.indexOf(secret) + 60)}`,
    )
})

test('what breaks inside is told to nobody but the log', async () => {
  await running.world.owner.query('alter table chats.member rename to member_away')
  const answer = await running.call(teacher.browser, chats.list, {})
  await running.world.owner.query('alter table chats.member_away rename to member')
  assert.equal(answer.status, 500)
  assert.deepEqual(Object.keys(answer.body as object).toSorted(), ['code', 'requestId'])
})
