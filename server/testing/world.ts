/**
 * A world of a test file: a database of its own cloned from the template, and the house on it without HTTP. Calls go
 * through the real dispatch; nothing of ours is replaced but the clock.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Call, InputOf, OutputOf } from '#contract/kernel/define.ts'
import { type Core, makeCore } from '#server/core.ts'
import { features } from '#server/features/index.ts'
import type { Config } from '#server/kernel/config/config.ts'
import type { HouseDoor, RequestFacts } from '#server/kernel/dispatch/ctx.ts'
import type { Outcome } from '#server/kernel/dispatch/dispatch.ts'
import { Refusal } from '#server/kernel/dispatch/refusal.ts'
import { runJobsOnce } from '#server/kernel/jobs/jobs.ts'
import { defaultLimits, type Limits } from '#server/kernel/limits/limits.ts'
import { type Logger, makeLog } from '#server/kernel/log/log.ts'
import type { Letter, Mailer } from '#server/kernel/mail/mailer.ts'
import type { DatabaseUrls } from '#server/kernel/postgres/database-urls.ts'
import type { SmsGateway } from '#server/kernel/sms/gateway.ts'
import { hashOfCookie, sessionTransport } from '#server/kernel/sessions/session-door.ts'
import { arrange, arranging } from './arrange.ts'
import { Canaries } from './canary/canaries.ts'
import { waitingJobs } from './canary/remains.ts'
import { plainConfig } from './plain-config.ts'
import { makeTestDatabase } from './test-database.ts'

/** A browser: its cookie, and the person acting in the tab. Calls through it may change its cookie, as in life. */
export interface Browser {
  cookie: string | undefined
  person: string | null
}

export interface WorldOptions {
  readonly config?: Partial<Config>
  readonly limits?: Limits
  readonly house?: HouseDoor
  readonly facts?: Partial<RequestFacts>
  readonly observe?: (call: string, input: unknown, outcome: Outcome) => void
}

export interface World {
  readonly core: Core
  readonly config: Config
  readonly urls: DatabaseUrls
  /** Milliseconds; tests set it. Starts at the real time. */
  clock: { now: number }
  /** Texts that went to the SMS gateway, where one is configured. */
  readonly sms: { readonly phone: string; readonly text: string }[]
  readonly letters: Letter[]
  /** Watches all outputs for what their receivers may not know; `close` fails with what it found. */
  readonly canaries: Canaries
  /** The world's log: nobody reads it but the canaries. */
  readonly log: Logger
  /** Runs a call; throws Refusal as the transport would translate it. */
  do<C extends Call>(browser: Browser, call: C, input: InputOf<C>): Promise<OutputOf<C>>
  /** Like `do`, with the marks of the answer. */
  ask<C extends Call>(
    browser: Browser,
    call: C,
    input: InputOf<C>,
  ): Promise<{ value: OutputOf<C>; marks: Record<string, number> }>
  /** The code of the refusal; fails where the call succeeds. */
  refused<C extends Call>(browser: Browser, call: C, input: unknown): Promise<string>
  /** Statements as the database's owner, past row-level security: for arranging and inspecting. */
  readonly owner: pg.Pool
  /** Runs all jobs that wait. */
  runJobs(): Promise<void>
  close(): Promise<void>
}

/** Buckets that no test empties by accident; tests of limits set their own. */
export const generousLimits: Limits = Object.fromEntries(
  Object.keys(defaultLimits).map((kind) => [kind, { burst: 1e9, perSecond: 1e9 }]),
) as unknown as Limits

export function newBrowser(person: string | null = null): Browser {
  return { cookie: undefined, person }
}

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const urls = await makeTestDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'peremena-test-'))
  const config: Config = { ...plainConfig(dataDir), ...options.config }
  const clock = { now: Date.now() }
  const sms: { phone: string; text: string }[] = []
  const letters: Letter[] = []
  const owner = new pg.Pool({ connectionString: urls.owner, max: 4 })
  const canaries = new Canaries(owner)
  const log = makeLog('trace', canaries.logStream)
  const core = makeCore({
    config,
    app: urls.app,
    features: [...features, arranging],
    house: options.house ?? { mode: () => 'real', switchTo: async () => undefined },
    log,
    clock: () => clock.now,
    limits: options.limits ?? generousLimits,
    checkAnswers: true,
    ...(options.observe && { observe: options.observe }),
  })
  const gateway: SmsGateway = {
    async send(phone, text) {
      canaries.deliver('sms', text)
      sms.push({ phone, text })
    },
  }
  const mailer: Mailer = {
    async send(letter) {
      canaries.deliver('letter', `${letter.subject}\n${letter.text}`)
      letters.push(letter)
    },
  }
  const facts: RequestFacts = {
    socketLoopback: true,
    host: 'localhost',
    forwarded: false,
    address: '127.0.0.1',
    ...options.facts,
  }

  async function ask<C extends Call>(browser: Browser, call: C, input: unknown) {
    const session = sessionTransport(browser.cookie, 'Mozilla/5.0 (X11; Linux x86_64) Chrome/150', facts.address)
    const started = canaries.hearer(call.name, { personId: browser.person, sessionHash: null })
    const hear = (output: unknown) => {
      if (session.outgoing === null) browser.cookie = undefined
      else if (session.outgoing !== undefined) browser.cookie = session.outgoing
      canaries.secret(browser.cookie)
      return canaries.hear({ ...started, sessionHash: hashOfCookie(browser.cookie) }, output)
    }
    // arranging answers with whatever the test asked for
    const isWatched = call.name !== arrange.name
    if (isWatched) canaries.asked(call.name, input)
    try {
      const reply = await core.dispatch.run({ name: call.name, input, personId: browser.person, session, facts })
      if (isWatched) canaries.done(call.name, input, reply.value)
      await hear(isWatched ? reply : null)
      return { value: reply.value as OutputOf<C>, marks: reply.marks ?? {} }
    } catch (error) {
      if (!(error instanceof Refusal)) log.error({ err: error, call: call.name }, 'call failed')
      await hear(error instanceof Refusal ? error.wire : null)
      throw error
    }
  }

  return {
    core,
    config,
    urls,
    clock,
    sms,
    letters,
    canaries,
    log,
    owner,
    ask,
    do: async (browser, call, input) => (await ask(browser, call, input)).value,
    async refused(browser, call, input) {
      try {
        await ask(browser, call, input)
      } catch (error) {
        if (error instanceof Refusal) return error.code
        throw error
      }
      throw new Error(`${call.name} was expected to be refused, but succeeded.`)
    },
    async runJobs() {
      for (const payload of await waitingJobs(urls.worker)) canaries.record('job', payload)
      await runJobsOnce({
        worker: { connectionString: urls.worker },
        handlers: features.flatMap((feature) => feature.jobs ?? []),
        ctx: () => ({
          db: core.db,
          config,
          secrets: core.secrets,
          sms: config.sms ? gateway : null,
          mail: config.mail ? mailer : null,
          now: clock.now,
          log,
        }),
        log,
      })
    },
    async close() {
      const leaks: string[] = []
      try {
        await core.close()
        await canaries.searchRemains(owner, urls.worker)
        leaks.push(...(await canaries.takeLeaks()))
      } finally {
        await owner.end()
        rmSync(dataDir, { recursive: true, force: true })
      }
      if (leaks.length > 0) throw new Error(`Told to somebody who may not know it:\n${leaks.slice(0, 20).join('\n')}`)
    },
  }
}

/** Hash of a browser's cookie, as the session row is found by. */
export function sessionHashOf(browser: Browser): Buffer {
  const hash = hashOfCookie(browser.cookie)
  if (!hash) throw new Error('This browser has no session cookie yet.')
  return hash
}
