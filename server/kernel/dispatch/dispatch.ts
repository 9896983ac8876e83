/** The path of a call, the same for HTTP and socket: parse → identify → run → store → commit → answer and send. */
import * as z from 'zod/mini'
import { actionsOf, type Call } from '#contract/kernel/define.ts'
import type { Frame, Marks } from '#contract/kernel/live.ts'
import type { ActionId } from '#contract/permissions.gen.ts'
import { type Answer, columnsOf, decide, type Relation } from '#contract/kernel/policy.ts'
import type { Config } from '#server/kernel/config/config.ts'
import type { Database } from '#server/kernel/db/pool.ts'
import type { Tx } from '#server/kernel/db/tx.ts'
import type { Limiter } from '#server/kernel/limits/limits.ts'
import type { Secrets } from '#server/kernel/secrets/secrets.ts'
import type { SessionDoor } from '#server/kernel/sessions/session-door.ts'
import { newId } from '#server/kernel/ids.ts'
import { isTransient, translate } from './database-errors.ts'
import type { Actor, Ctx, HouseDoor, RequestFacts } from './ctx.ts'
import { Effects } from './effects.ts'
import type { Feature, Handler } from './feature.ts'
import { identify, isFactorObligatory } from './identify.ts'
import { Refusal } from './refusal.ts'
import { textFault } from './text-fault.ts'

export interface DispatchParts {
  readonly db: Database
  readonly features: readonly Feature[]
  readonly config: Config
  readonly secrets: Secrets
  readonly limiter: Limiter
  readonly house: HouseDoor
  readonly clock: () => number
  readonly publish: (frames: readonly Frame[]) => void
  readonly closeSessions: (hashes: readonly Buffer[]) => void
  /** Checks every answer against the contract: tests and development. */
  readonly checkAnswers: boolean
  /** Sees each finished call: log, metrics, the canary scan of tests. */
  readonly observe?: (call: string, input: unknown, outcome: Outcome) => void
}

export interface Outcome {
  readonly value?: unknown
  readonly error?: unknown
}

export interface Request {
  readonly name: string
  readonly input: unknown
  readonly personId: string | null
  readonly session: SessionDoor
  readonly facts: RequestFacts
}

export interface Reply {
  readonly value: unknown
  readonly marks?: Marks
}

const touchEveryMs = 5 * 60_000

export class Dispatch {
  private readonly handlers = new Map<string, Handler>()
  private readonly hot = new Map<string, (request: any) => Promise<unknown>>()
  private readonly touched = new Map<string, number>()
  /** Cookies that were found to be sessions since this process started. */
  private readonly proved = new Set<string>()
  private readonly parts: DispatchParts

  constructor(parts: DispatchParts) {
    this.parts = parts
    for (const handler of parts.features.flatMap((feature) => feature.handlers)) {
      this.handlers.set(handler.call.name, handler)
      if (handler.hot) this.hot.set(handler.call.name, handler.hot({ db: parts.db, publish: parts.publish }))
    }
  }

  async run(request: Request): Promise<Reply> {
    try {
      const reply = await this.serve(request)
      this.parts.observe?.(request.name, request.input, { value: reply.value })
      return reply
    } catch (error) {
      this.parts.observe?.(request.name, request.input, { error })
      throw translate(error)
    }
  }

  private async serve(request: Request): Promise<Reply> {
    const handler = this.handlers.get(request.name)
    if (!handler) throw new Refusal('not_found')
    this.limit(handler.call, request)
    const input = parseInput(handler.call, request.input)
    const hot = this.hot.get(request.name)
    const job = { handler, request, input }
    const reply = hot ? await this.runHot(hot, job) : await this.runWithRetries(job)
    if (this.parts.checkAnswers) checkAnswer(handler.call, reply.value)
    return reply
  }

  /**
   * A cookie that has not proved to be a session is as good as none: whoever sends a new one each time shares the
   * bucket of his address, which is wide because a whole school may stand behind it.
   */
  private limit(call: Call, request: Request): void {
    const { limiter, clock } = this.parts
    const key = request.session.hash?.toString('base64url')
    const isStranger = key !== undefined && !this.proved.has(key)
    const shared = isStranger ? limiter.takeShared(call.rate, request.facts.address, clock()) : 0
    const wait = shared || limiter.take(call.rate, key ?? request.facts.address, clock())
    if (wait > 0) throw new Refusal('too_many', { retryAfter: wait })
  }

  private prove(hash: Buffer | null): void {
    if (!hash) return
    if (this.proved.size > 50_000) this.proved.clear()
    this.proved.add(hash.toString('base64url'))
  }

  private async runHot(hot: (request: any) => Promise<unknown>, { handler, request, input }: Job): Promise<Reply> {
    const { session, personId } = request
    if (!session.hash || !personId) throw new Refusal('unauthorized')
    try {
      const value = await hot({ sessionHash: session.hash, personId, input, refuse })
      this.prove(session.hash)
      return { value }
    } catch (error) {
      if (error instanceof Refusal && error.code === 'unauthorized') await this.sayWhy(handler.call, request)
      throw error
    }
  }

  /** The SQL behind a hot call only says that somebody may not act; the slow path knows the reason. */
  private async sayWhy(call: Call, { session, personId }: Request): Promise<void> {
    const { actor } = await this.parts.db.transaction('read', (tx) => identify(tx, session.hash, personId))
    admit(call, actor)
  }

  /** Deadlocks and serialisation failures are nobody's fault: the same call runs again. */
  private async runWithRetries(job: Job): Promise<Reply> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.runInTransaction(job)
      } catch (error) {
        if (tries >= 4 || !isTransient(error)) throw error
      }
    }
  }

  private async runInTransaction({ handler, request, input }: Job): Promise<Reply> {
    const effects = new Effects()
    const mode = handler.call.kind === 'query' ? 'read' : 'write'
    const done = await this.parts.db.transaction(mode, async (tx) => {
      const { actor, seenAt } = await identify(tx, request.session.hash, request.personId)
      if (actor.sessionId) this.prove(request.session.hash)
      admit(handler.call, actor)
      const { ctx, asked } = this.context({ handler, request, tx, actor, effects })
      const { value, refused } = await runKeeping(() => handler.run(ctx, input))
      if (!refused) requireAsked(handler.call, asked)
      if (mode === 'read') return { value, marks: await effects.readMarks(tx), seenAt, frames: [] }
      await effects.storeLedger(tx, actor, handler.call.name)
      await effects.storeJobs(tx)
      return { value, frames: await effects.storeFrames(tx), seenAt, refused }
    })
    this.parts.publish(done.frames)
    if (effects.closing.length > 0) this.parts.closeSessions(effects.closing)
    await this.touch(request.session.hash, done.seenAt)
    if ('refused' in done && done.refused) throw done.refused
    return 'marks' in done ? { value: done.value, marks: done.marks } : { value: done.value }
  }

  private context(given: Given): { ctx: Ctx; asked: Set<ActionId> } {
    const { actor, effects, tx, request } = given
    const asked = new Set<ActionId>()
    const columns = actor.person?.columns ?? columnsOf([], false, actor.isOperator)
    const may = (action: ActionId, relation: Relation): Answer => {
      asked.add(action)
      return decide(action, columns, relation)
    }
    const ctx: Ctx = {
      actor,
      tx,
      now: this.parts.clock(),
      newId,
      live: effects.live,
      tell: async (fact) => {
        for (const feature of this.parts.features) {
          for (const listener of feature.facts ?? []) if (listener.type === fact.type) await listener.run(ctx, fact)
        }
      },
      later: (name, input) => void effects.jobs.push({ name, input }),
      refuse: (code, detail) => {
        throw new Refusal(code, detail)
      },
      may,
      demand: (action, relation, visible) => {
        if (may(action, relation) !== 'yes') throw new Refusal(visible ? 'forbidden' : 'not_found')
      },
      ledger: (line) => void effects.ledger.push(line),
      enterSchool: async (schoolId) => void (await tx.run`select set_config('app.school', ${schoolId}, true)`),
      session: request.session,
      closeSessions: (hashes) => void effects.closing.push(...hashes),
      request: request.facts,
      house: this.parts.house,
      config: this.parts.config,
      secrets: this.parts.secrets,
    }
    return { ctx, asked }
  }

  /** Notes now and then that a session is in use, outside any snapshot. */
  private async touch(hash: Buffer | null, seenAt: number | null): Promise<void> {
    if (!hash || seenAt === null) return
    const now = this.parts.clock()
    const key = hash.toString('base64url')
    if (now - Math.max(seenAt, this.touched.get(key) ?? 0) < touchEveryMs) return
    this.touched.set(key, now)
    if (this.touched.size > 50_000) this.touched.clear()
    await this.parts.db.now.run`update accounts.session set seen_at = now() where hash = ${hash}`
  }
}

interface Job {
  readonly handler: Handler
  readonly request: Request
  readonly input: unknown
}

interface Given extends Omit<Job, 'input'> {
  readonly tx: Tx
  readonly actor: Actor
  readonly effects: Effects
}

/** A refusal that keeps what was written (failed tries) lets the transaction commit; any other error undoes it. */
async function runKeeping(run: () => Promise<unknown>): Promise<{ value?: unknown; refused?: Refusal }> {
  try {
    return { value: await run() }
  } catch (error) {
    if (error instanceof Refusal && error.detail.keep) return { refused: error }
    throw error
  }
}

function parseInput(call: Call, input: unknown): unknown {
  const fault = textFault(input)
  if (fault !== undefined) throw new Refusal('invalid_input', { fields: { [fault]: 'forbidden_characters' } })
  const parsed = z.safeParse(call.input, input)
  if (parsed.success) return parsed.data
  const fields: Record<string, string> = {}
  for (const issue of parsed.error.issues) {
    // A check that was given a code of its own carries it as the message. The first mistake of a field counts.
    fields[issue.path.join('.')] ??= /^[a-z][a-z0-9_]+$/.test(issue.message) ? issue.message : issue.code
  }
  throw new Refusal('invalid_input', { fields })
}

function admit(call: Call, actor: Actor): void {
  if (call.caller === 'anyone') return
  if (!actor.accountId) throw new Refusal('unauthorized')
  if (call.caller === 'person' && !actor.person) throw new Refusal('unauthorized')
  if (call.caller === 'operator' && !actor.isOperator) throw new Refusal('forbidden')
  if (!call.beforeFactor && isFactorObligatory(actor) && !actor.factorPassed) throw new Refusal('second_factor_needed')
}

/** A handler that succeeds without having asked the table of rights is a bug, found at its first call. */
function requireAsked(call: Call, asked: ReadonlySet<ActionId>): void {
  if (call.caller !== 'person' && call.caller !== 'operator') return
  if (actionsOf(call).some((action) => asked.has(action))) return
  throw new Error(`${call.name} answered without asking the table of rights for ${actionsOf(call).join(' or ')}.`)
}

function refuse(code: string): never {
  throw new Refusal(code)
}

function checkAnswer(call: Call, value: unknown): void {
  const parsed = z.safeParse(call.output, value)
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`).join('; ')
    throw new Error(`${call.name} answered against its contract: ${where}`)
  }
}
