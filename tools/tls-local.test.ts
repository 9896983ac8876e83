import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, get } from 'node:https'
import { tmpdir } from 'node:os'
import { text } from 'node:stream/consumers'
import { connect as connectPlain, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { connect } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { createTlsServer } from '#server/kernel/http/secure-server.ts'
import { makeAuthority, makeServerCertificate, ownDomains } from './tls/authority.ts'
import { isPrivateAddress } from './tls/name-constraints.ts'

const program = fileURLToPath(new URL('./tls-local.ts', import.meta.url))
const home = mkdtempSync(join(tmpdir(), 'tls-'))
after(() => rmSync(home, { recursive: true, force: true }))
const read = (name: string) => readFileSync(join(home, 'tls', name), 'utf8')

function run(...names: string[]): string {
  return execFileSync(process.execPath, [program, ...names], {
    env: { ...process.env, DATA_DIR: home },
    encoding: 'utf8',
  })
}

/** Connects as a phone does that trusts this authority; answers why it turned away, or 'trusted'. */
async function visit(server: { certificate: string; key: string }, authority: string, name: string): Promise<string> {
  const listening = createServer({ cert: server.certificate, key: server.key }).listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  const socket = connect({ port, host: '127.0.0.1', servername: name, ca: authority })
  const outcome = await once(socket, 'secureConnect').then(
    () => 'trusted',
    (error: unknown) => String(error),
  )
  socket.destroy()
  listening.close()
  return outcome
}

test('the certificate is trusted by whoever trusts the authority, and by nobody else; a second run keeps the authority', async () => {
  const said = run('school.lan')
  assert.match(said, /TLS_CERT=.*server\.crt\nTLS_KEY=.*server\.key\nPUBLIC_URL=https:\/\/school\.lan:3000/)
  const authority = read('ca.crt')
  const first = { certificate: read('server.crt'), key: read('server.key') }
  assert.equal(await visit(first, authority, 'school.lan'), 'trusted')
  const stranger = await makeAuthority('another', ownDomains)
  assert.match(await visit(first, stranger.certificate, 'school.lan'), /self-signed|unable to/)
  run('school.lan')
  assert.equal(read('ca.crt'), authority)
  assert.notEqual(read('server.crt'), first.certificate)
  assert.equal(
    await visit({ certificate: read('server.crt'), key: read('server.key') }, authority, 'localhost'),
    'trusted',
  )
})

test('private keys are for their owner only', () => {
  run()
  for (const name of ['ca.key', 'server.key']) assert.equal(statSync(join(home, 'tls', name)).mode & 0o777, 0o600)
})

test('the authority cannot vouch for a name or an address outside the school', async () => {
  const authority = await makeAuthority('school', ownDomains)
  for (const name of ['bank.example.ru', 'evil-local']) {
    const forged = await makeServerCertificate(authority, [name])
    assert.match(await visit(forged, authority.certificate, name), /permitted subtree violation/)
  }
  const forged = await makeServerCertificate(authority, ['school.lan', '8.8.8.8'])
  assert.match(await visit(forged, authority.certificate, 'school.lan'), /permitted subtree violation/)
  assert.deepEqual(['10.1.2.3', '192.168.0.1', 'fd00::1', '::1'].map(isPrivateAddress), [true, true, true, true])
  assert.deepEqual(['8.8.8.8', '172.32.0.1', '2001:db8::1'].map(isPrivateAddress), [false, false, false])
})

test('a name that the authority was not made for is refused with a sentence', () => {
  run()
  const { status, stderr } = spawnSync(process.execPath, [program, 'gymnasium.example.ru'], {
    env: { ...process.env, DATA_DIR: home },
    encoding: 'utf8',
  })
  assert.equal(status, 1)
  assert.match(stderr, /не может поручиться за gymnasium\.example\.ru/)
})

test('the certificate lives no longer than Apple allows', () => {
  run()
  const { validFromDate, validToDate } = new X509Certificate(read('server.crt'))
  assert.ok(validToDate.getTime() - validFromDate.getTime() <= 825 * 24 * 60 * 60 * 1000)
})

/** All that the server answers whoever comes with these words, until it closes. */
async function answerTo(port: number, words: string): Promise<string> {
  const socket = connectPlain({ port, host: '127.0.0.1' })
  const heard: Buffer[] = []
  socket.on('data', (part) => heard.push(part))
  socket.on('error', () => socket.destroy())
  await once(socket, 'connect')
  socket.write(words)
  await once(socket, 'close')
  return Buffer.concat(heard).toString()
}

async function fetchSecurely(port: number, ca: string, path: string): Promise<string> {
  const [answer] = await once(get({ port, host: '127.0.0.1', path, ca, agent: false }), 'response')
  return text(answer)
}

test('who comes to the port without TLS is led to the address that works, and hears nothing else', async () => {
  const authority = await makeAuthority('Школа', ['school.lan'])
  const { certificate, key } = await makeServerCertificate(authority, ['school.lan', '127.0.0.1'])
  const own = createTlsServer({ cert: certificate, key }, 'https://school.lan:3000', (request, response) => {
    response.end(`secret of ${request.url}`)
  }).listen(0, '127.0.0.1')
  await once(own, 'listening')
  const { port } = own.address() as AddressInfo
  const page = await answerTo(port, 'GET /class/7 HTTP/1.1\r\nHost: school.lan:3000\r\n\r\n')
  assert.match(page, /^HTTP\/1\.1 307 .*\r\n/)
  assert.match(page, /\r\nlocation: https:\/\/school\.lan:3000\/class\/7\r\n/)
  assert.match(page, /Перемена открывается по HTTPS/)
  const elsewhere = await answerTo(port, 'GET //evil.example/ HTTP/1.1\r\nHost: x\r\n\r\n')
  assert.match(elsewhere, /location: https:\/\/school\.lan:3000\/\r\n/)
  const command = await answerTo(port, 'POST /api/chats.send HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}')
  assert.match(command, /^HTTP\/1\.1 426 /)
  for (const words of ['GET / HTTP/1.1\r\nHost: x\r\n\r\n', 'POST / HTTP/1.1\r\nHost: x\r\n\r\n', 'hello\r\n\r\n']) {
    assert.doesNotMatch(await answerTo(port, words), /secret/)
  }
  const secure = await fetchSecurely(port, authority.certificate, '/class/7')
  assert.equal(secure, 'secret of /class/7')
  own.close()
  own.closeAllConnections()
})
