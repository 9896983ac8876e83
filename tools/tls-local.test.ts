import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { connect } from 'node:tls'
import { fileURLToPath } from 'node:url'
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
