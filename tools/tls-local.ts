/**
 * `npm run tls:local [-- name …]`: HTTPS for a school's network without a domain. Makes the school's authority once and, at
 * every run, a certificate for the names and private addresses that this machine has now; says what to set.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname, networkInterfaces } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readEnvironment } from '../server/kernel/config/environment-file.ts'
import { readSettings } from '../server/kernel/config/read-settings.ts'
import { StartRefusal } from '../server/kernel/config/start-refusal.ts'
import { makeAuthority, makeServerCertificate, ownDomains, type Pem } from './tls/authority.ts'
import { isPrivateAddress, isWithin } from './tls/name-constraints.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

try {
  await run(process.argv.slice(2).map((name) => name.toLowerCase()))
} catch (error) {
  if (!(error instanceof StartRefusal)) throw error
  for (const sentence of error.sentences) console.error(sentence)
  process.exitCode = 1
}

async function run(asked: readonly string[]): Promise<void> {
  // Of the environment only the place matters: HOST may already be set, and its certificate is what we are about to make.
  const { DATA_DIR } = readEnvironment(join(root, '.env'), process.env)
  const { dataDir, port } = readSettings(DATA_DIR === undefined ? {} : { DATA_DIR }, root)
  const folder = join(dataDir, 'tls')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const own = hostname().toLowerCase()
  const names = [...new Set([...asked, own.includes('.') ? own : `${own}.local`, own, 'localhost'])].filter(isName)
  const addresses = privateAddresses()
  const { authority, domains } = await openAuthority(
    folder,
    [...new Set([...ownDomains, own, ...asked])].filter(isName),
  )
  const strange = names.filter((name) => !isWithin(name, domains))
  if (strange.length > 0) {
    throw new StartRefusal(
      `Центр сертификатов школы сделан для других имён и не может поручиться за ${strange.join(', ')}. ` +
        `Удалите папку ${folder} и повторите; телефонам понадобится новый ca.crt.`,
    )
  }
  const server = await makeServerCertificate(authority, [...names, ...addresses, '127.0.0.1', '::1'])
  write(join(folder, 'server.crt'), server.certificate, 0o644)
  write(join(folder, 'server.key'), server.key, 0o600)
  tell({ folder, port, names, addresses })
}

async function openAuthority(
  folder: string,
  domains: readonly string[],
): Promise<{ authority: Pem; domains: readonly string[] }> {
  const paths = {
    certificate: join(folder, 'ca.crt'),
    key: join(folder, 'ca.key'),
    domains: join(folder, 'ca-domains.json'),
  }
  if (existsSync(paths.key)) {
    const authority = { certificate: readFileSync(paths.certificate, 'utf8'), key: readFileSync(paths.key, 'utf8') }
    return { authority, domains: JSON.parse(readFileSync(paths.domains, 'utf8')) }
  }
  const authority = await makeAuthority(`Перемена: сеть школы (${hostname()})`, domains)
  write(paths.certificate, authority.certificate, 0o644)
  write(paths.domains, JSON.stringify(domains), 0o644)
  write(paths.key, authority.key, 0o600)
  return { authority, domains }
}

function privateAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((one) => one ?? [])
    .filter((one) => !one.internal && isPrivateAddress(one.address))
    .map((one) => one.address)
}

function isName(name: string): boolean {
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(name)
}

function write(path: string, text: string, mode: number): void {
  writeFileSync(path, text, { mode })
}

function tell({
  folder,
  port,
  names,
  addresses,
}: {
  folder: string
  port: number
  names: readonly string[]
  addresses: readonly string[]
}): void {
  const path = (name: string) => relative(root, join(folder, name)).replace(/^\.\..*/, () => join(folder, name))
  const places = [
    ...names.filter((name) => name !== 'localhost'),
    ...addresses.map((one) => (one.includes(':') ? `[${one}]` : one)),
  ]
  console.log(`Сертификат сделан для: ${[...names, ...addresses].join(', ')}.

Добавьте в файл .env и запустите npm start:

HOST=0.0.0.0
TLS_CERT=${path('server.crt')}
TLS_KEY=${path('server.key')}
PUBLIC_URL=https://${places[0] ?? 'localhost'}:${port}

Другие адреса этой машины: ${
    places
      .slice(1)
      .map((place) => `https://${place}:${port}`)
      .join(', ') || 'нет'
  }.
Телефоны и компьютеры должны один раз признать центр сертификатов школы: файл ${path('ca.crt')},
он же по адресу /ca.crt. Как это сделать, показывает страница /ca и docs/operating.md, «HTTPS в сети школы».
Ключ ${path('ca.key')} храните у себя. Адреса изменились – повторите npm run tls:local.`)
}
