/** The environment as settings, or a sentence for every mistake in it. */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import type { DatabaseUrls } from '#server/kernel/postgres/database-urls.ts'
import { isLoopback } from './config.ts'
import type { Mail, Settings, SmsGateway, Tls } from './config.ts'
import { StartRefusal } from './start-refusal.ts'

type Read = (name: string) => string | null
type Wrong = (sentence: string) => void

/** Throws a refusal with all sentences at once, so that one start shows everything there is to mend. */
export function readSettings(environment: NodeJS.ProcessEnv, root: string): Settings {
  const mistakes: string[] = []
  const wrong: Wrong = (sentence) => void mistakes.push(sentence)
  const read: Read = (name) => environment[name]?.trim() || null
  const settings: Settings = {
    host: readHost(read, wrong),
    port: readPort(read, wrong),
    publicUrl: readOrigin('PUBLIC_URL', read, wrong),
    tls: readTls(read, wrong, root),
    trustProxy: readProxies(read, wrong),
    isOpen: ['HOST', 'PUBLIC_URL', 'TRUST_PROXY'].some((name) => read(name) !== null),
    dataDir: resolve(root, read('DATA_DIR') ?? 'data'),
    database: readDatabase(read, wrong),
    sms: readSms(read, wrong),
    mail: readMail(read, wrong),
    supportEmail: readEmail('SUPPORT_EMAIL', read, wrong),
    contentUrl: readOrigin('CONTENT_URL', read, wrong),
    nodes: readNodes(read, wrong),
    example: readFlag('EXAMPLE', read, wrong),
  }
  demandHttps(settings, wrong)
  demandShared(settings, wrong)
  if (mistakes.length > 0) throw new StartRefusal(...mistakes)
  return settings
}

function readHost(read: Read, wrong: Wrong): string {
  const host = read('HOST') ?? '127.0.0.1'
  if (host !== 'localhost' && isIP(host) === 0) {
    wrong(`HOST=${host}: нужен адрес этой машины, например 127.0.0.1, 0.0.0.0 или ::.`)
  }
  return host
}

function readPort(read: Read, wrong: Wrong): number {
  const text = read('PORT') ?? '3000'
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65535) return port
  wrong(`PORT=${text}: нужно число от 1 до 65535.`)
  return 3000
}

function readOrigin(name: string, read: Read, wrong: Wrong): string | null {
  const text = read(name)
  if (text === null) return null
  const url = URL.parse(text)
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:'
  const isOrigin =
    url !== null && isHttp && url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password
  if (isOrigin) return url.origin
  wrong(`${name}=${text}: нужен адрес без пути, например https://school.example.ru.`)
  return null
}

function readTls(read: Read, wrong: Wrong, root: string): Tls | null {
  const names = { cert: read('TLS_CERT'), key: read('TLS_KEY') }
  if (names.cert === null && names.key === null) return null
  if (names.cert === null || names.key === null) {
    wrong(`TLS_CERT и TLS_KEY задаются вместе, а не хватает ${names.cert === null ? 'TLS_CERT' : 'TLS_KEY'}.`)
    return null
  }
  const cert = readPem('TLS_CERT', resolve(root, names.cert), wrong)
  const key = readPem('TLS_KEY', resolve(root, names.key), wrong)
  if (cert !== null && key !== null) demandPair({ cert, key }, wrong)
  return { cert: cert ?? '', key: key ?? '' }
}

function readPem(name: string, path: string, wrong: Wrong): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    wrong(`${name}=${path}: ${isMissing ? 'такого файла нет' : 'файл не читается'}.`)
    return null
  }
}

function demandPair({ cert, key }: Tls, wrong: Wrong): void {
  try {
    const certificate = new X509Certificate(cert)
    if (!certificate.checkPrivateKey(createPrivateKey(key)))
      wrong('TLS_KEY не подходит к TLS_CERT: это ключ от другого сертификата.')
    if (certificate.validToDate.getTime() < Date.now())
      wrong(`TLS_CERT: срок сертификата вышел ${certificate.validToDate.toLocaleDateString('ru')}.`)
  } catch {
    wrong('TLS_CERT или TLS_KEY – не файл PEM с сертификатом и ключом.')
  }
}

function readProxies(read: Read, wrong: Wrong): string[] {
  const entries = (read('TRUST_PROXY') ?? '').split(',').map((entry) => entry.trim())
  return entries.filter(Boolean).filter((entry) => {
    if (isNetwork(entry)) return true
    wrong(`TRUST_PROXY: «${entry}» – не адрес и не сеть. Пример: 127.0.0.1 или 10.0.0.0/8; несколько через запятую.`)
    return false
  })
}

function isNetwork(entry: string): boolean {
  const [address = '', length, ...rest] = entry.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return (
    length === undefined ||
    (/^\d{1,3}$/.test(length) && Number(length) > 0 && Number(length) <= (version === 4 ? 32 : 128))
  )
}

function readDatabase(read: Read, wrong: Wrong): DatabaseUrls | null {
  const names = { app: 'DATABASE_URL', owner: 'DATABASE_OWNER_URL', worker: 'DATABASE_WORKER_URL' } as const
  const urls = { app: read(names.app), owner: read(names.owner), worker: read(names.worker) }
  if (urls.app === null && urls.owner === null && urls.worker === null) return null
  for (const role of ['app', 'owner', 'worker'] as const) {
    const url = urls[role]
    if (url === null) wrong(`Для своего PostgreSQL нужны все три адреса, а ${names[role]} не задан.`)
    else if (!/^postgres(ql)?:\/\/[^/]*\/[^/?]+/.test(url)) {
      // The value holds a password, so it is not repeated.
      wrong(`${names[role]}: нужен адрес вида postgresql://роль:пароль@хост:5432/база.`)
    }
  }
  return { app: urls.app ?? '', owner: urls.owner ?? '', worker: urls.worker ?? '' }
}

function readSms(read: Read, wrong: Wrong): SmsGateway | null {
  const names = ['SMS_URL', 'SMS_LOGIN', 'SMS_PASSWORD'] as const
  const missing = names.filter((name) => read(name) === null)
  if (missing.length === names.length) {
    if (read('SMS_SENDER') !== null) wrong('SMS_SENDER задан, а SMS_URL, SMS_LOGIN и SMS_PASSWORD – нет.')
    return null
  }
  if (missing.length > 0) wrong(`Для SMS не хватает: ${missing.join(', ')}.`)
  const url = read('SMS_URL') ?? ''
  const protocol = URL.parse(url)?.protocol
  if (url && protocol !== 'https:' && !(protocol === 'http:' && isLoopback(URL.parse(url)?.hostname ?? ''))) {
    wrong(`SMS_URL=${url}: нужен адрес шлюза, начинающийся с https://.`)
  }
  return { url, login: read('SMS_LOGIN') ?? '', password: read('SMS_PASSWORD') ?? '', sender: read('SMS_SENDER') }
}

function readMail(read: Read, wrong: Wrong): Mail | null {
  const smtpUrl = read('SMTP_URL')
  const from = readEmail('MAIL_FROM', read, wrong)
  if (smtpUrl === null) {
    if (from !== null) wrong('MAIL_FROM задан, а SMTP_URL – нет: письма отправлять нечем.')
    return null
  }
  const protocol = URL.parse(smtpUrl)?.protocol
  if (protocol !== 'smtp:' && protocol !== 'smtps:')
    wrong('SMTP_URL: нужен адрес вида smtps://имя:пароль@почта.example.ru:465.')
  if (read('MAIL_FROM') === null)
    wrong('MAIL_FROM не задан: укажите, от кого отправлять письма, например peremena@school.example.ru.')
  return { smtpUrl, from: from ?? '' }
}

function readEmail(name: string, read: Read, wrong: Wrong): string | null {
  const text = read(name)
  if (text !== null && !/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(text))
    wrong(`${name}=${text}: нужен адрес почты, например help@school.example.ru.`)
  return text
}

function readNodes(read: Read, wrong: Wrong): Settings['nodes'] {
  const text = read('NODES') ?? 'one'
  if (text === 'one' || text === 'several') return text
  wrong(`NODES=${text}: нужно one (один процесс) или several (несколько).`)
  return 'one'
}

/** The embedded PostgreSQL belongs to one process, and the example to one machine. */
function demandShared({ nodes, database, example }: Settings, wrong: Wrong): void {
  if (nodes === 'one') return
  if (database === null) {
    wrong(
      'NODES=several: встроенная база служит одному процессу. Задайте DATABASE_URL, DATABASE_OWNER_URL и DATABASE_WORKER_URL.',
    )
  }
  if (example) wrong('NODES=several: пример школы показывает один процесс, уберите NODES или EXAMPLE.')
}

function readFlag(name: string, read: Read, wrong: Wrong): boolean {
  const text = read(name) ?? '0'
  if (text !== '0' && text !== '1') wrong(`${name}=${text}: нужно 1 или 0.`)
  return text === '1'
}

/** Over plain HTTP browsers drop our cookie and give no camera, no service worker, no passkeys: nothing would work. */
function demandHttps(settings: Settings, wrong: Wrong): void {
  const isHttps = settings.tls !== null || settings.trustProxy.length > 0
  if (!isLoopback(settings.host) && !isHttps) {
    wrong(
      `HOST=${settings.host}: без HTTPS браузеры не пустят никого дальше этой машины. ` +
        'Задайте TLS_CERT и TLS_KEY (сертификат школы делает npm run tls:local) или TRUST_PROXY, если HTTPS завершает прокси.',
    )
  }
  const url = settings.publicUrl === null ? null : URL.parse(settings.publicUrl)
  if (url?.protocol === 'http:' && !isLoopback(url.hostname.replace(/^\[|\]$/g, ''))) {
    wrong(`PUBLIC_URL=${settings.publicUrl}: для всего, кроме localhost, нужен адрес с https://.`)
  }
  if (url?.protocol === 'https:' && !isHttps) {
    wrong('PUBLIC_URL начинается с https://, но HTTPS взять негде: задайте TLS_CERT и TLS_KEY или TRUST_PROXY.')
  }
}
