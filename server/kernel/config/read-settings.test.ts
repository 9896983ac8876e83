import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { originOf } from './config.ts'
import { readEnvironment } from './environment-file.ts'
import { openKey } from './key-file.ts'
import { readSettings } from './read-settings.ts'
import { diskSentence, StartRefusal } from './start-refusal.ts'

const home = mkdtempSync(join(tmpdir(), 'settings-'))
after(() => rmSync(home, { recursive: true, force: true }))

function sentences(environment: Record<string, string>): readonly string[] {
  try {
    readSettings(environment, home)
  } catch (error) {
    if (error instanceof StartRefusal) return error.sentences
    throw error
  }
  return []
}

test('without any setting it listens on this machine only, with its own database, and nobody else is let in', () => {
  const settings = readSettings({}, home)
  assert.equal(settings.host, '127.0.0.1')
  assert.equal(settings.port, 3000)
  assert.equal(settings.dataDir, join(home, 'data'))
  assert.equal(settings.isOpen, false)
  assert.deepEqual(
    [settings.database, settings.sms, settings.mail, settings.tls, settings.trustProxy],
    [null, null, null, null, []],
  )
  assert.equal(originOf(settings, 3000), 'http://localhost:3000')
})

test('every mistake has a sentence of its own, and all are told at once', () => {
  const told = sentences({
    HOST: 'school',
    PORT: '70000',
    PUBLIC_URL: 'https://school.example.ru/path',
    TRUST_PROXY: '10.0.0.0/33, proxy',
    DATABASE_URL: 'mysql://x',
    SMS_URL: 'http://sms.example.ru',
    SMTP_URL: 'https://mail',
    SUPPORT_EMAIL: 'nobody',
    CONTENT_URL: 'files',
    EXAMPLE: 'yes',
  })
  const names = [
    'HOST=',
    'PORT=',
    'PUBLIC_URL=',
    '10.0.0.0/33',
    'proxy',
    'DATABASE_URL:',
    'DATABASE_OWNER_URL',
    'DATABASE_WORKER_URL',
  ]
  const more = [
    'SMS_LOGIN, SMS_PASSWORD',
    'SMS_URL=',
    'SMTP_URL:',
    'MAIL_FROM',
    'SUPPORT_EMAIL=',
    'CONTENT_URL=',
    'EXAMPLE=',
  ]
  for (const name of [...names, ...more])
    assert.ok(
      told.some((sentence) => sentence.includes(name)),
      name,
    )
  assert.equal(new Set(told).size, told.length)
})

test('plain HTTP on anything but this machine is refused', () => {
  for (const host of ['0.0.0.0', '::', '192.168.1.5', '10.1.1.1'])
    assert.match(sentences({ HOST: host }).join(), /без HTTPS/)
  for (const host of ['127.0.0.1', '127.1.2.3', '::1', 'localhost']) assert.deepEqual(sentences({ HOST: host }), [])
  assert.match(sentences({ PUBLIC_URL: 'http://school.example.ru' }).join(), /нужен адрес с https/)
  assert.match(sentences({ PUBLIC_URL: 'https://school.example.ru' }).join(), /HTTPS взять негде/)
})

test('a proxy that is named, or a certificate, opens it to the network', () => {
  const proxied = readSettings(
    { HOST: '0.0.0.0', TRUST_PROXY: '127.0.0.1, 10.0.0.0/8', PUBLIC_URL: 'https://school.example.ru/' },
    home,
  )
  assert.deepEqual(proxied.trustProxy, ['127.0.0.1', '10.0.0.0/8'])
  assert.equal(originOf(proxied, 3000), 'https://school.example.ru')
  assert.equal(proxied.isOpen, true)
})

test('several nodes need a database of their own and show no example', () => {
  const database = {
    DATABASE_URL: 'postgresql://app:a@db/peremena',
    DATABASE_OWNER_URL: 'postgresql://owner:a@db/peremena',
    DATABASE_WORKER_URL: 'postgresql://worker:a@db/peremena',
  }
  assert.equal(readSettings({}, home).nodes, 'one')
  assert.equal(readSettings({ ...database, NODES: 'several' }, home).nodes, 'several')
  assert.match(sentences({ NODES: 'several' }).join(), /встроенная база служит одному процессу/)
  assert.match(
    sentences({ ...database, NODES: 'several', EXAMPLE: '1' }).join(),
    /пример школы показывает один процесс/,
  )
  assert.match(sentences({ NODES: '3' }).join(), /нужно one .* или several/)
})

test('half a certificate, a missing file and a file that is none are told apart', () => {
  const file = join(home, 'not-a-certificate')
  writeFileSync(file, 'x')
  assert.match(sentences({ TLS_CERT: file }).join(), /не хватает TLS_KEY/)
  assert.match(sentences({ TLS_CERT: file, TLS_KEY: join(home, 'absent') }).join(), /TLS_KEY=.*такого файла нет/)
  assert.match(sentences({ TLS_CERT: file, TLS_KEY: file }).join(), /не файл PEM/)
})

test('the sentence about a database address does not repeat its password', () => {
  assert.doesNotMatch(sentences({ DATABASE_URL: 'mysql://app:secret-word@host/x' }).join(), /secret-word/)
})

test('a file .env counts, and the environment wins over it', () => {
  const file = join(home, '.env')
  writeFileSync(file, 'PORT=4000\nSUPPORT_EMAIL="help@school.example.ru"\n')
  const environment = readEnvironment(file, { PORT: '5000' })
  assert.deepEqual([environment['PORT'], environment['SUPPORT_EMAIL']], ['5000', 'help@school.example.ru'])
  assert.deepEqual(readEnvironment(join(home, 'absent.env'), { A: '1' }), { A: '1' })
})

test('every variable that is read stands in .env.example, and no other', () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
  const documented = [...read('../../../.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map((match) => match[1])
  const used = read('./read-settings.ts').matchAll(/'([A-Z]+(?:_[A-Z]+)*)'/g)
  const names = [...used].map((match) => match[1] ?? '').filter((name) => !['ENOENT', 'EXAMPLE', 'UTF'].includes(name))
  assert.deepEqual([...new Set(documented)].sort(), [...new Set(names)].sort())
})

test('the key is made once, for its owner only, and does not show itself', () => {
  const key = openKey(home)
  const file = join(home, 'secrets', 'key')
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.equal(readFileSync(file).length, 32)
  assert.ok(key.export().equals(readFileSync(file)))
  assert.ok(key.equals(openKey(home)))
  assert.equal(JSON.stringify({ key }), '{"key":{}}')
  writeFileSync(file, 'short')
  assert.throws(() => openKey(home), /Ключ в .* повреждён/)
})

test('a full disk and a closed folder have a sentence', () => {
  const failure = (code: string) => Object.assign(new Error(code), { code })
  assert.match(diskSentence(failure('ENOSPC'), '/school') ?? '', /Диск заполнен: в \/school/)
  assert.match(diskSentence(failure('EACCES'), '/school') ?? '', /В папку \/school нельзя писать/)
  assert.equal(diskSentence(failure('EPIPE'), '/school'), undefined)
})
