/** How a feature shows itself to the house: its door. */
import type { Call, ErrorOf, InputOf, OutputOf } from '#contract/kernel/define.ts'
import type { Fact } from '#server/facts/index.ts'
import type { Config } from '#server/kernel/config/config.ts'
import type { Database } from '#server/kernel/db/pool.ts'
import type { Tx } from '#server/kernel/db/tx.ts'
import type { Logger } from '#server/kernel/log/log.ts'
import type { Mailer } from '#server/kernel/mail/mailer.ts'
import type { Secrets } from '#server/kernel/secrets/secrets.ts'
import type { SmsGateway } from '#server/kernel/sms/gateway.ts'
import type { Ctx } from './ctx.ts'
import type { HotDoor } from './hot.ts'

export interface Handler {
  readonly call: Call
  readonly run: (ctx: Ctx<any>, input: any) => Promise<unknown>
  /** Hot calls open no transaction of their own; see hot.ts. */
  readonly hot?: (door: HotDoor) => (request: any) => Promise<unknown>
}

export function handle<C extends Call>(
  call: C,
  run: (ctx: Ctx<ErrorOf<C>>, input: InputOf<C>) => Promise<OutputOf<C>>,
): Handler {
  return { call, run }
}

export interface FactHandler {
  readonly type: Fact['type']
  readonly run: (ctx: Ctx, fact: any) => Promise<void>
}

export function on<T extends Fact['type']>(
  type: T,
  run: (ctx: Ctx, fact: Extract<Fact, { type: T }>) => Promise<void>,
): FactHandler {
  return { type, run }
}

/** What a job has: statements outside any call's transaction, on the application's role. */
export interface JobCtx {
  readonly db: Database
  readonly config: Config
  readonly secrets: Secrets
  /** Null where no gateway is set. */
  readonly sms: SmsGateway | null
  readonly mail: Mailer | null
  readonly now: number
  readonly log: Pick<Logger, 'info' | 'warn'>
}

export interface JobHandler {
  readonly name: string
  readonly run: (ctx: JobCtx, input: any) => Promise<void>
  /** When it runs by itself, as in a crontab, UTC. */
  readonly cron?: string
}

export function job<Input>(name: string, run: (ctx: JobCtx, input: Input) => Promise<void>): JobHandler {
  return { name, run }
}

/** A job that nobody enqueues: `cron` is five fields, UTC, e.g. `10 1 * * *`. */
export function regularJob(name: string, cron: string, run: (ctx: JobCtx) => Promise<void>): JobHandler {
  return { name, cron, run }
}

/** Who asks to hear a topic: a person, inside his school's row-level security. */
export interface Listener {
  readonly tx: Tx
  readonly personId: string
  readonly may: Ctx['may']
}

export interface Feature {
  readonly name: string
  readonly handlers: readonly Handler[]
  readonly facts?: readonly FactHandler[]
  readonly jobs?: readonly JobHandler[]
  /** Topic kind → may this person hear the topic of that id? */
  readonly topics?: Readonly<Record<string, (listener: Listener, id: string) => Promise<boolean>>>
  /** Topics that every page of the person hears without asking. */
  readonly autoTopics?: (tx: Tx, personId: string) => Promise<readonly string[]>
  /** May this person show `typing` in the chat now? */
  readonly mayType?: (tx: Tx, personId: string, chatId: string) => Promise<boolean>
}

export function feature(name: string, parts: Omit<Feature, 'name'>): Feature {
  return { name, ...parts }
}
