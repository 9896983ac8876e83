import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { defaultLimits } from '#server/kernel/limits/limits.ts'
import { plainPdf } from '#server/testing/orders.ts'
import { type Running, startRunning } from '#server/testing/running.ts'
import { beginUpload, sendPiece, tusHeaders, tusMetadata, upload } from '#server/testing/uploads.ts'
import { newBrowser } from '#server/testing/world.ts'
import { sweepUploads } from './sweep.ts'

let running: Running
const pdf = { name: 'Приказ.pdf', type: 'application/pdf', bytes: plainPdf() }

before(async () => void (running = await startRunning()))
after(() => running.close())

async function rowOf(
  id: string,
): Promise<{ name: string; type: string | null; bytes: string; claimed_by: string | null } | undefined> {
  const { rows } = await running.world.owner.query(
    'select name, type, bytes, claimed_by from kernel.upload where id = $1',
    [id],
  )
  return rows[0]
}

const stored = () =>
  readdirSync(running.world.config.dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())

test('a stranger’s order arrives in one piece and is bound to his browser', async () => {
  const browser = newBrowser()
  const { answer, id } = await beginUpload(running, browser, pdf)
  assert.equal(answer.status, 201)
  assert.match(id, /^[0-9a-f-]{36}$/)
  assert.match(
    answer.headers['set-cookie']?.[0] ?? '',
    /^__Host-peremena=[\w-]{43}; .*Path=\/; .*HttpOnly; Secure; SameSite=Lax$/,
  )
  assert.equal((await sendPiece(running, browser, { id, at: 0, bytes: pdf.bytes })).status, 204)
  assert.deepEqual(await rowOf(id), {
    name: 'Приказ.pdf',
    type: 'pdf',
    bytes: String(pdf.bytes.length),
    claimed_by: null,
  })
})

test('an upload that broke off goes on where it stopped', async () => {
  const browser = newBrowser()
  const bytes = await sharp(randomBytes(300 * 300 * 3), { raw: { width: 300, height: 300, channels: 3 } })
    .png()
    .toBuffer()
  const { id } = await beginUpload(running, browser, { name: 'Фото.png', type: 'image/png', bytes })
  const half = bytes.length >> 1
  assert.equal(
    (await sendPiece(running, browser, { id, at: 0, bytes: bytes.subarray(0, half) })).headers['upload-offset'],
    String(half),
  )
  const asked = await running.ask(`/upload/${id}`, { method: 'HEAD', headers: tusHeaders(running, browser) })
  assert.equal(asked.headers['upload-offset'], String(half))
  assert.equal((await sendPiece(running, browser, { id, at: 10, bytes: bytes.subarray(10) })).status, 409)
  assert.equal((await sendPiece(running, browser, { id, at: half, bytes: bytes.subarray(half) })).status, 204)
  assert.equal((await rowOf(id))?.type, 'png')
})

test('whoever lost the last answer hears that all has arrived, and cannot write any more', async () => {
  const browser = newBrowser()
  const { id } = await upload(running, browser, pdf)
  const asked = await running.ask(`/upload/${id}`, { method: 'HEAD', headers: tusHeaders(running, browser) })
  assert.equal(asked.status, 200)
  assert.equal(asked.headers['upload-offset'], asked.headers['upload-length'])
  assert.equal((await sendPiece(running, browser, { id, at: 0, bytes: pdf.bytes })).status, 403)
})

test('content that is no document is refused when it is complete, whatever it is called', async () => {
  const page = Buffer.from('<!doctype html><script>alert(1)</script>')
  for (const [name, type] of [
    ['order.pdf', 'application/pdf'],
    ['order.html', 'text/html'],
    ['order.xht', ''],
    ['order.svg', 'image/svg+xml'],
    ['order.pdf\0.html', 'application/pdf'],
  ] as const) {
    const { status, id } = await upload(running, newBrowser(), { name, type, bytes: page })
    assert.equal(status, 415, name)
    assert.equal((await rowOf(id))?.type, 'refused')
  }
  const wrongType = await upload(running, newBrowser(), { ...pdf, type: 'image/png' })
  assert.equal(wrongType.status, 415)
})

test('whatever a file is called, on disk it is its id in our folder, and the name stands in the database only', async () => {
  const names = [
    '../../../../tmp/evil.pdf',
    '..%2f..%2fevil.pdf',
    '%2e%2e/evil',
    '..\\evil.pdf',
    'CON',
    'x'.repeat(4000),
    'e\u202Efdp.exe',
    'n\0ul.pdf',
  ]
  for (const name of names) assert.equal((await upload(running, newBrowser(), { ...pdf, name })).status, 204, name)
  const unfinished = await beginUpload(running, newBrowser(), { ...pdf, name: 'НЕЗАВЕРШЁННЫЙ-секрет.pdf' })
  assert.equal(unfinished.answer.status, 201)
  for (const entry of stored()) {
    if (entry.parentPath.endsWith('/secrets')) continue
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8')
    for (const form of ['секрет', Buffer.from('НЕЗАВЕРШЁННЫЙ-секрет.pdf').toString('base64')])
      assert.ok(!text.includes(form))
    assert.match(
      `${entry.parentPath.slice(running.world.config.dataDir.length)}/${entry.name}`,
      /^\/(files\/[0-9a-f]{2}|uploads)\/[0-9a-f-]{36}(\.json)?$/,
    )
  }
})

test('more than 20 MB is refused before a byte is sent, and no more is taken than was announced', async () => {
  const headers = { ...tusHeaders(running, newBrowser()), 'upload-metadata': tusMetadata(pdf) }
  for (const [length, expected] of [
    ['20971521', 413],
    ['99999999999999', 413],
    ['0', 400],
    ['-1', 400],
    ['many', 400],
    ['10.5', 400],
  ] as const) {
    const answer = await running.ask('/upload', { method: 'POST', headers: { ...headers, 'upload-length': length } })
    assert.equal(answer.status, expected, length)
  }
  const later = await running.ask('/upload', { method: 'POST', headers: { ...headers, 'upload-defer-length': '1' } })
  assert.equal(later.status, 400)
  const browser = newBrowser()
  const { id } = await beginUpload(running, browser, { ...pdf, bytes: Buffer.alloc(10) })
  assert.equal((await sendPiece(running, browser, { id, at: 0, bytes: Buffer.alloc(5000) })).status, 413)
})

test('only a page of ours uploads: a foreign, missing or null origin is refused, and no answer opens us to others', async () => {
  const browser = newBrowser()
  const { id } = await beginUpload(running, browser, pdf)
  const own: Record<string, string> = {
    ...tusHeaders(running, browser),
    'upload-length': '10',
    'upload-metadata': tusMetadata(pdf),
  }
  const { origin: _, ...without } = own
  const foreign = { ...own, origin: 'https://evil.example' }
  const cases: [string, Record<string, string>][] = [
    ['foreign', foreign],
    ['null', { ...own, origin: 'null' }],
    ['missing', without],
    ['sub-domain', { ...own, origin: running.url.replace('localhost', 'evil.localhost') }],
    ['cross-site', { ...own, 'sec-fetch-site': 'cross-site' }],
    ['same-site', { ...own, 'sec-fetch-site': 'same-site' }],
    ['without tus', { ...own, 'tus-resumable': '' }],
  ]
  for (const [name, headers] of cases) {
    const created = await running.ask('/upload', { method: 'POST', headers })
    assert.equal(created.status, 403, name)
    const piece = { ...headers, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' }
    assert.equal(
      (await running.ask(`/upload/${id}`, { method: 'PATCH', headers: piece, body: pdf.bytes })).status,
      403,
      name,
    )
  }
  assert.equal((await running.ask(`/upload/${id}`, { method: 'HEAD', headers: foreign })).status, 403)
  for (const method of ['OPTIONS', 'POST', 'PATCH', 'HEAD', 'GET', 'DELETE']) {
    for (const path of ['/upload', `/upload/${id}`]) {
      for (const headers of [foreign, { ...foreign, 'access-control-request-method': 'PATCH' }, own]) {
        const answer = await running.ask(path, { method, headers })
        assert.deepEqual(
          Object.keys(answer.headers).filter((header) => header.startsWith('access-control-')),
          [],
          `${method} ${path}`,
        )
      }
    }
  }
})

test('a piece comes as application/offset+octet-stream and as nothing else', async () => {
  const browser = newBrowser()
  const { id } = await beginUpload(running, browser, pdf)
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json',
  ]) {
    const headers = { ...tusHeaders(running, browser), 'content-type': type, 'upload-offset': '0' }
    const { status } = await running.ask(`/upload/${id}`, { method: 'PATCH', headers, body: pdf.bytes })
    assert.ok(status >= 400 && status < 500, `${type}: ${status}`)
  }
  assert.equal((await rowOf(id))?.type, null)
})

test('nobody else touches an upload: not another browser, not without a cookie, not by a made-up id', async () => {
  const { id } = await beginUpload(running, newBrowser(), pdf)
  const other = newBrowser()
  await beginUpload(running, other, pdf)
  for (const [browser, target] of [
    [other, id],
    [newBrowser(), id],
    [other, crypto.randomUUID()],
    [other, '..%2f..%2fsecrets%2fkey'],
    [other, `${id}.json`],
  ] as const) {
    assert.equal((await sendPiece(running, browser, { id: target, at: 0, bytes: pdf.bytes })).status, 404, target)
    const asked = await running.ask(`/upload/${target}`, { method: 'HEAD', headers: tusHeaders(running, browser) })
    assert.equal(asked.status, 404, target)
  }
})

test('an upload cannot be fetched or removed, not even by whoever sent it', async () => {
  const browser = newBrowser()
  const { id } = await upload(running, browser, pdf)
  for (const method of ['GET', 'DELETE', 'PUT']) {
    assert.equal(
      (await running.ask(`/upload/${id}`, { method, headers: tusHeaders(running, browser) })).status,
      404,
      method,
    )
  }
  assert.ok(await rowOf(id))
})

test('what nobody claimed is removed after a day, from disk too; what is kept stays', async () => {
  const { core, config, clock, owner } = running.world
  const kept = await upload(running, newBrowser(), pdf)
  await owner.query(`update kernel.upload set claimed_by = 'test' where id = $1`, [kept.id])
  const left = await upload(running, newBrowser(), pdf)
  const half = await beginUpload(running, newBrowser(), pdf)
  assert.equal(await sweepUploads(core.db, config.dataDir, clock.now), 0)
  await sweepUploads(core.db, config.dataDir, Date.now() + 25 * 3_600_000)
  const names = stored().map(({ name }) => name)
  assert.ok(names.includes(kept.id))
  assert.ok(!names.some((name) => name.startsWith(left.id) || name.startsWith(half.id)))
  assert.equal(await rowOf(left.id), undefined)
})

test('a flood of uploads from one address is slowed, with a new cookie each time too', async () => {
  const strict = await startRunning({ limits: defaultLimits })
  const statuses: number[] = []
  for (let n = 0; n < 30; n++) statuses.push((await beginUpload(strict, newBrowser(), pdf)).answer.status)
  await strict.close()
  const taken = statuses.filter((status) => status === 201).length
  assert.ok(taken >= 5 && taken <= 15, `${taken} taken`)
  assert.ok(statuses.includes(429))
})

test('strangers cannot fill the disk: unclaimed uploads have a common limit', async () => {
  await running.world.owner.query(
    `insert into kernel.upload (id, name, bytes) values (gen_random_uuid(), 'много', 2147483648)`,
  )
  const { answer } = await beginUpload(running, newBrowser(), pdf)
  await running.world.owner.query(`delete from kernel.upload where name = 'много'`)
  assert.equal(answer.status, 503)
})
