/** Who may ask at all: forms and pages of others, foreign names for this machine, and what every answer carries. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { calls } from '#contract/api.ts'
import { foundSchool, type Somebody } from '#server/testing/school.ts'
import { cookieOf, pageHeaders, type Running, startRunning } from '#server/testing/running.ts'

let running: Running
let admin: Somebody

before(async () => {
  running = await startRunning()
  admin = (await foundSchool(running.world)).admin
})
after(() => running.close())

const commands = [...calls.values()].filter((call) => call.kind === 'command')
const foreignOrigins = [
  'https://evil.example',
  'null',
  'http://localhost',
  'http://localhost:1',
  'http://sub.localhost:3000',
]

/** All that would have to change if one of these requests had got through to a handler. */
async function fingerprint(): Promise<string> {
  const { rows } = await running.world.owner.query<{ rows: string }>(
    `select string_agg(relname || ' ' || n_tup_ins + n_tup_upd + n_tup_del, ' ' order by schemaname, relname) as rows
     from pg_stat_xact_all_tables where schemaname not like 'pg\\_%'`,
  )
  const { rows: counted } = await running.world.owner.query(`select (select count(*) from kernel.ledger) as ledger,
    (select count(*) from accounts.session) as sessions, (select count(*) from accounts.phone_code) as codes,
    (select count(*) from kernel.frame) as frames, (select count(*) from kernel.counter) as counters`)
  return JSON.stringify([rows, counted])
}

test('no command is accepted from a form, a text, a foreign page, a page without a name, or a link', async () => {
  const before = await fingerprint()
  const good = pageHeaders(running.url, admin.browser)
  const { origin: _origin, ...unnamed } = good
  const { 'x-peremena': _sign, ...unsigned } = good
  const attempts: { headers: Record<string, string>; method?: string; status: number[] }[] = [
    { headers: { ...good, 'content-type': 'text/plain' }, status: [415] },
    { headers: { ...good, 'content-type': 'text/plain;charset=utf-8' }, status: [415] },
    { headers: { ...good, 'content-type': 'application/x-www-form-urlencoded' }, status: [415] },
    { headers: { ...good, 'content-type': 'multipart/form-data; boundary=x' }, status: [415] },
    { headers: { ...good, 'content-type': '' }, status: [400, 415] },
    { headers: unnamed, status: [403] },
    { headers: unsigned, status: [403] },
    { headers: { ...good, 'sec-fetch-site': 'cross-site' }, status: [403] },
    { headers: { ...good, 'sec-fetch-site': 'same-site' }, status: [403] },
    ...foreignOrigins.map((origin) => ({ headers: { ...good, origin }, status: [403] })),
    { method: 'GET', headers: good, status: [404, 405] },
    { method: 'PUT', headers: good, status: [404, 405] },
  ]
  for (const call of commands) {
    for (const { headers, method = 'POST', status } of attempts) {
      const answer = await running.ask(`/api/${call.name}`, {
        method,
        headers,
        ...(method !== 'GET' && { body: '{}' }),
      })
      assert.ok(status.includes(answer.status), `${call.name} ${method} ${JSON.stringify(headers)} → ${answer.status}`)
      assert.equal(answer.headers['set-cookie'], undefined)
    }
  }
  assert.equal(await fingerprint(), before)
})

test('a ticket for a socket, too, is given to a page of ours only', async () => {
  const good = pageHeaders(running.url, admin.browser)
  assert.equal((await running.ask('/live/ticket', { method: 'POST', headers: good, body: '{}' })).status, 200)
  for (const origin of foreignOrigins) {
    assert.equal(
      (await running.ask('/live/ticket', { method: 'POST', headers: { ...good, origin }, body: '{}' })).status,
      403,
    )
  }
  const { 'x-peremena': _sign, ...unsigned } = good
  assert.equal((await running.ask('/live/ticket', { method: 'POST', headers: unsigned, body: '{}' })).status, 403)
  const { cookie: _cookie, ...stranger } = good
  assert.equal((await running.ask('/live/ticket', { method: 'POST', headers: stranger, body: '{}' })).status, 401)
})

test('an upload begins only from a page of ours, with its own content type', async () => {
  const { 'content-type': _json, ...page } = pageHeaders(running.url, admin.browser)
  const good = { ...page, 'tus-resumable': '1.0.0', 'upload-length': '10' }
  for (const origin of [...foreignOrigins, '']) {
    const answer = await running.ask('/upload', { method: 'POST', headers: { ...good, origin } })
    assert.equal(answer.status, 403, origin)
  }
  const { 'tus-resumable': _tus, ...plain } = good
  assert.equal((await running.ask('/upload', { method: 'POST', headers: plain })).status, 403)
  assert.equal(
    (await running.ask('/upload', { method: 'POST', headers: { ...good, 'content-type': 'text/plain' }, body: 'x' }))
      .status,
    415,
  )
})

const paths = [
  '/',
  '/chats',
  '/api/chats.list',
  '/api/none',
  '/live',
  '/live/ticket',
  '/upload',
  '/upload/x',
  '/files/order/x',
  '/healthz',
  '/readyz',
  '/assets/main.js',
  '/assets/none.js',
  '/csp-reports',
]

test('no route ever answers a foreign page: neither to a preflight nor to the request itself', async () => {
  for (const path of [...paths, ...commands.map((call) => `/api/${call.name}`)]) {
    for (const method of ['OPTIONS', 'GET', 'POST']) {
      const headers = {
        origin: 'https://evil.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-peremena,tus-resumable',
        cookie: cookieOf(admin.browser),
        ...(method === 'POST' && { 'content-type': 'application/json' }),
      }
      const answer = await running.ask(path, { method, headers, ...(method === 'POST' && { body: '{}' }) })
      const cors = Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))
      assert.deepEqual(cors, [], `${method} ${path}`)
      if (method === 'OPTIONS')
        assert.ok(
          answer.status >= 400 || answer.headers['content-type']?.startsWith('text/html') !== true,
          `${path} ${answer.status}`,
        )
    }
  }
})

test('every answer forbids sniffing, framing and foreign embedding, and carries a content security policy', async () => {
  for (const path of [...paths, '/api/chats.send']) {
    for (const method of ['GET', 'POST']) {
      const answer = await running.ask(path, {
        method,
        headers: pageHeaders(running.url, admin.browser),
        ...(method === 'POST' && { body: '{}' }),
      })
      const where = `${method} ${path} ${answer.status}`
      assert.equal(answer.headers['x-content-type-options'], 'nosniff', where)
      assert.equal(answer.headers['x-frame-options'], 'DENY', where)
      assert.equal(answer.headers['cross-origin-resource-policy'], 'same-origin', where)
      assert.equal(answer.headers['referrer-policy'], 'no-referrer', where)
      const policy = String(answer.headers['content-security-policy'])
      assert.match(policy, /default-src 'none'/, where)
      assert.match(policy, /frame-ancestors 'none'/, where)
      assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)|\*|https?:/, where)
    }
  }
})

test('a page’s policy is the one of the contract, with a nonce of its own each time', async () => {
  const pages = await Promise.all([1, 2].map(() => running.ask('/chats/some')))
  const nonces = pages.map(({ headers, text }) => {
    const policy = String(headers['content-security-policy'])
    const nonce = /style-src 'self' 'nonce-([\w+/=]{20,})'/.exec(policy)?.[1] ?? ''
    for (const rule of [
      "script-src 'self' 'wasm-unsafe-eval'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "require-trusted-types-for 'script'",
      'trusted-types default',
      "img-src 'self' blob: data:",
    ]) {
      assert.ok(policy.includes(rule), rule)
    }
    assert.ok(text.includes(`nonce="${nonce}"`) && !text.includes('__CSP_NONCE__'))
    return nonce
  })
  assert.notEqual(nonces[0], nonces[1])
})

test('reports of the policy are logged by their directive alone, a flood of them is not, and a large one is refused', async () => {
  const { canaries } = running.world
  const report = (body: string, type = 'application/csp-report') =>
    running.ask('/csp-reports', { method: 'POST', headers: { 'content-type': type }, body })
  const before = canaries.logged
  canaries.secret('secret-in-the-address')
  const body = JSON.stringify({
    'csp-report': { 'violated-directive': 'script-src', 'document-uri': 'https://x/join#secret-in-the-address' },
  })
  for (let at = 0; at < 100; at++) assert.equal((await report(body)).status, 204)
  const lines = canaries.logged - before
  assert.ok(lines > 0 && lines <= 60, `${lines} lines`)
  assert.deepEqual(await canaries.takeLeaks(), [])
  assert.equal((await report(`"${'x'.repeat(20_000)}"`)).status, 413)
  assert.equal((await report(body, 'text/plain')).status, 415)
})

test('over plain HTTP no other name of this machine is answered, so a foreign DNS gains nothing', async () => {
  const hosts = [
    'evil.example',
    `evil.example:${running.port}`,
    '192.168.1.7',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '0.0.0.0',
    'LOCALHOST.',
    'school.local',
    '[::2]',
  ]
  for (const host of hosts) {
    for (const path of ['/', '/api/accounts.me', '/assets/main.js', '/files/order/x', '/upload']) {
      const answer = await running.ask(path, {
        method: path.startsWith('/api') ? 'POST' : 'GET',
        headers: { ...pageHeaders(`http://${host}`, admin.browser), host },
        ...(path.startsWith('/api') && { body: '{}' }),
      })
      assert.equal(answer.status, 426, `${host} ${path}`)
      assert.match(answer.text, /HTTPS/)
    }
  }
})

test('a forwarding header of a stranger does not make plain HTTP secure', async () => {
  const answer = await running.ask('/', {
    headers: { host: 'school.example', 'x-forwarded-proto': 'https', forwarded: 'proto=https' },
  })
  assert.equal(answer.status, 426)
})

test('health tells nothing but that', async () => {
  assert.equal((await running.ask('/healthz', { headers: { host: 'anything' } })).text, 'alive')
  assert.equal((await running.ask('/readyz')).text, 'ready')
})
