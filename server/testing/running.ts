/** The whole server on a world's database, on a port of its own, and the ways into it that browsers and attackers have. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import type { Call, InputOf, OutputOf } from '#contract/kernel/define.ts'
import type { FromClient, FromServer } from '#contract/kernel/live.ts'
import { type App, type AppOptions, startApp } from '#server/app.ts'
import { hashOfCookie, sessionCookie } from '#server/kernel/sessions/session-door.ts'
import { type Browser, createWorld, generousLimits, type World, type WorldOptions } from './world.ts'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** The parsed body; null where it is no JSON. */
  readonly body: unknown
}

export interface Asked {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string | Buffer
}

export interface Running {
  readonly world: World
  readonly app: App
  /** http://localhost:PORT */
  readonly url: string
  readonly port: number
  /** Any request, with exactly these headers (Host apart, unless given). */
  ask(path: string, asked?: Asked): Promise<Answer>
  /** A call as our page makes it. */
  call(browser: Browser, call: Pick<Call, 'name'>, input: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Like `call`, and fails unless it succeeds. */
  do<C extends Call>(browser: Browser, call: C, input: InputOf<C>): Promise<OutputOf<C>>
  /** An open socket that has said hello. */
  socket(browser: Browser, have?: Record<string, number>): Promise<TestSocket>
  /** An open socket that has said nothing. */
  silentSocket(browser: Browser): Promise<TestSocket>
  ticket(browser: Browser): Promise<string>
  close(): Promise<void>
}

export type RunningOptions = WorldOptions &
  Pick<AppOptions, 'logLevel' | 'bus'> & {
    /** Another node on the database of this one, which has to be closed last. */
    readonly beside?: Running
  }

export async function startRunning(options: RunningOptions = {}): Promise<Running> {
  const world = options.beside?.world ?? (await createWorld(options))
  const web = mkdtempSync(join(tmpdir(), 'peremena-web-'))
  mkdirSync(join(web, 'assets'))
  writeFileSync(join(web, 'index.html'), '<!doctype html><style nonce="__CSP_NONCE__"></style>')
  writeFileSync(join(web, 'assets', 'main.js'), 'export {}')
  const app = await startApp({
    config: world.config,
    database: world.urls,
    house: options.house ?? { mode: () => 'real', switchTo: async () => undefined },
    limits: options.limits ?? generousLimits,
    ...(options.logLevel ? { logLevel: options.logLevel } : { log: world.log }),
    ...(options.bus && { bus: options.bus }),
    web,
  })
  await app.ready
  const sockets = new Set<TestSocket>()
  const to = { port: app.port, url: `http://localhost:${app.port}` }

  async function call(
    browser: Browser,
    { name }: Pick<Call, 'name'>,
    input: unknown,
    headers: Record<string, string> = {},
  ) {
    const hearer = world.canaries.hearer(name, { personId: browser.person, sessionHash: null })
    const answer = await askServer(to.port, `/api/${name}`, {
      method: 'POST',
      headers: { ...pageHeaders(to.url, browser), ...headers },
      body: JSON.stringify(input),
    })
    keepCookie(browser, answer)
    world.canaries.secret(browser.cookie)
    const { 'set-cookie': _ownCookie, ...rest } = answer.headers
    await world.canaries.hear({ ...hearer, sessionHash: hashOfCookie(browser.cookie) }, [answer.body, rest])
    return answer
  }

  async function ticket(browser: Browser): Promise<string> {
    const answer = await askServer(to.port, '/live/ticket', {
      method: 'POST',
      headers: pageHeaders(to.url, browser),
      body: '{}',
    })
    return (answer.body as { ticket: string }).ticket
  }

  async function silentSocket(browser: Browser): Promise<TestSocket> {
    const address = `ws://localhost:${to.port}/live?ticket=${await ticket(browser)}`
    const socket = await openSocket(address, { origin: to.url, cookie: cookieOf(browser) })
    sockets.add(socket)
    const hearer = { personId: browser.person, sessionHash: hashOfCookie(browser.cookie) }
    const asked = new Map<number, string>()
    socket.ws.on('message', (data) => {
      const message = JSON.parse(String(data)) as FromServer
      const where = message.t === 'answer' ? asked.get(message.n) : undefined
      world.canaries.overhear({ ...hearer, where: where ?? 'socket' }, message)
    })
    const say: TestSocket['say'] = (message) => {
      if (message.t === 'call') asked.set(message.n, message.name)
      socket.say(message)
    }
    return { ...socket, say }
  }

  return {
    world,
    app,
    ...to,
    ask: (path, asked) => askServer(to.port, path, asked),
    call,
    async do(browser, spec, input) {
      world.canaries.asked(spec.name, input)
      const answer = await call(browser, spec, input)
      if (answer.status !== 200) throw new Error(`${spec.name} answered ${answer.status}: ${answer.text}`)
      const { value } = answer.body as { value: never }
      world.canaries.done(spec.name, input, value)
      return value
    },
    ticket,
    silentSocket,
    async socket(browser, have = {}) {
      const socket = await silentSocket(browser)
      socket.say({ t: 'hello', person: browser.person, epoch: null, have })
      await socket.next('welcome')
      return socket
    },
    async close() {
      for (const socket of sockets) socket.ws.terminate()
      try {
        await app.close()
        if (!options.beside) await world.close()
      } finally {
        rmSync(web, { recursive: true, force: true })
      }
    },
  }
}

export function cookieOf(browser: Browser): string {
  return browser.cookie === undefined ? '' : `${sessionCookie}=${browser.cookie}`
}

/** What our page sends with a call. */
export function pageHeaders(url: string, browser?: Browser): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-peremena': '1',
    origin: url,
    ...(browser?.person && { 'x-person': browser.person }),
    ...(browser?.cookie !== undefined && { cookie: cookieOf(browser) }),
  }
}

export function keepCookie(browser: Browser, { headers }: Answer): void {
  const set = headers['set-cookie']?.find((line) => line.startsWith(`${sessionCookie}=`))
  if (set === undefined) return
  const value = /=([^;]*)/.exec(set)?.[1]
  browser.cookie = value === '' ? undefined : value
}

export function askServer(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body }: Asked = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method,
        headers: { host: `localhost:${port}`, ...headers },
        agent: false,
        timeout: patienceMs,
      },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('error', reject)
        answer.on('end', () => {
          const text = Buffer.concat(parts).toString()
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, body: parsed(text) })
        })
      },
    )
    asked.on('timeout', () => asked.destroy(new Error(`${method} ${path}: no answer within ${patienceMs / 1000} s.`)))
    asked.on('error', reject)
    asked.end(body)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export interface TestSocket {
  readonly ws: WebSocket
  /** All that was heard, in order. */
  readonly heard: FromServer[]
  say(message: FromClient): void
  /** What is said to this call: its answer or its refusal. */
  reply(n: number): Promise<Extract<FromServer, { t: 'answer' | 'refusal' }>>
  /** The first message of this kind, heard already or to come, that fits. */
  next<T extends FromServer['t']>(
    kind: T,
    fits?: (message: Extract<FromServer, { t: T }>) => boolean,
  ): Promise<Extract<FromServer, { t: T }>>
  /** Close code, when it is closed. */
  readonly closed: Promise<number>
}

/** Milliseconds after which no answer, no upgrade and no message is waited for any more. */
const patienceMs = 30_000

/** Rejects with the HTTP status where the upgrade is refused. */
export function openSocket(address: string, headers: Record<string, string>): Promise<TestSocket> {
  const ws = new WebSocket(address, { headers, perMessageDeflate: false, handshakeTimeout: patienceMs })
  const heard: FromServer[] = []
  const waiting = new Set<() => void>()
  ws.on('message', (data) => {
    heard.push(JSON.parse(String(data)) as FromServer)
    for (const look of waiting) look()
  })
  const closed = new Promise<number>((resolve) => ws.on('close', (code) => resolve(code)))
  const first = (fits: (message: FromServer) => boolean, what: string): Promise<FromServer> =>
    new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(clock)
        waiting.delete(look)
        settle()
      }
      const look = () => {
        const found = heard.find(fits)
        if (found) end(() => resolve(found))
      }
      const clock = setTimeout(
        () => end(() => reject(new Error(`The socket did not say «${what}» within ${patienceMs / 1000} s.`))),
        patienceMs,
      )
      waiting.add(look)
      void closed.then((code) => end(() => reject(new Error(`The socket closed with ${code} before «${what}» came.`))))
      look()
    })
  const socket: TestSocket = {
    ws,
    heard,
    closed,
    say: (message) => ws.send(JSON.stringify(message)),
    reply: (n) =>
      first(
        (message) => (message.t === 'answer' || message.t === 'refusal') && message.n === n,
        `reply to ${n}`,
      ) as ReturnType<TestSocket['reply']>,
    next: (kind, fits = () => true) =>
      first((message) => message.t === kind && fits(message as never), kind) as Promise<never>,
  }
  return new Promise((resolve, reject) => {
    ws.once('open', () => resolve(socket))
    ws.once('unexpected-response', (_request, answer) => {
      reject(new UpgradeRefused(answer.statusCode ?? 0))
      ws.terminate()
    })
    ws.on('error', reject)
  })
}

export class UpgradeRefused extends Error {
  readonly status: number

  constructor(status: number) {
    super(`The upgrade was refused with ${status}.`)
    this.status = status
  }
}
