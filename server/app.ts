/** The composition root: the only file that knows every part. */
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { calls } from '#contract/api.ts'
import { type Core, makeCore } from '#server/core.ts'
import { ensureSetupLink } from '#server/features/accounts/index.ts'
import { features } from '#server/features/index.ts'
import { orderRoutes } from '#server/features/schools/index.ts'
import { assertCensus } from '#server/kernel/dispatch/census.ts'
import { type Config, originOf } from '#server/kernel/config/config.ts'
import type { HouseDoor } from '#server/kernel/dispatch/ctx.ts'
import { uploadRoutes } from '#server/kernel/files/upload-routes.ts'
import { registerApi } from '#server/kernel/http/api-route.ts'
import { registerAuthority } from '#server/kernel/http/authority-route.ts'
import { factsOf } from '#server/kernel/http/guard.ts'
import { makeHttp } from '#server/kernel/http/http.ts'
import { registerPages } from '#server/kernel/http/pages.ts'
import { type RunningJobs, startJobs } from '#server/kernel/jobs/jobs.ts'
import { type Bus, localBus, notifyBus } from '#server/kernel/live/bus.ts'
import type { Limits } from '#server/kernel/limits/limits.ts'
import { type Logger, makeLog } from '#server/kernel/log/log.ts'
import { smtpMailer } from '#server/kernel/mail/mailer.ts'
import type { DatabaseUrls } from '#server/kernel/postgres/database-urls.ts'
import { smscGateway } from '#server/kernel/sms/smsc-gateway.ts'
import { Listening, reconcileMs } from '#server/kernel/sockets/listening.ts'
import { Sockets } from '#server/kernel/sockets/sockets.ts'
import { Tickets } from '#server/kernel/sockets/tickets.ts'

export interface AppOptions {
  readonly config: Config
  readonly database: DatabaseUrls
  readonly house: HouseDoor
  readonly logLevel?: string
  /** Another log than the standard output: tests. */
  readonly log?: Logger
  /** Buckets other than the usual: load tests. */
  readonly limits?: Limits
  readonly bus?: Bus
  /** Folder of the built web client. */
  readonly web?: string
}

export interface App {
  /** The origin that people open. */
  readonly address: string
  readonly port: number
  /** The operator's one-time link where there is no operator yet. */
  readonly setupLink: string | null
  readonly core: Core
  readonly listening: Listening
  /** Jobs and what else need not be there for the first page. */
  readonly ready: Promise<void>
  close(): Promise<void>
}

const builtWeb = fileURLToPath(new URL('../dist/web', import.meta.url))

export async function startApp(options: AppOptions): Promise<App> {
  assertCensus(features, calls)
  const { config, database } = options
  const log = options.log ?? makeLog(options.logLevel ?? 'warn')
  const core = makeCore({
    config,
    app: database.app,
    features,
    house: options.house,
    log,
    bus: options.bus ?? (await busOf(options, log)),
    ...(options.limits && { limits: options.limits }),
  })
  const store = await core.db.now.one<{ epoch: string }>`select epoch from kernel.store`
  const tickets = new Tickets(config.key, core.clock)
  const http = await makeRoutes(options, { core, tickets, log })
  const listening = new Listening({ db: core.db, hub: core.hub, features, epoch: store.epoch, clock: core.clock })
  const sockets = new Sockets({
    server: http.server,
    dispatch: core.dispatch,
    listening,
    limiter: core.limiter,
    tickets,
    origins: { publicUrl: config.publicUrl },
    factsOf: (request) =>
      factsOf({ socket: request.socket, headers: request.headers, ip: addressOf(request) } as FastifyRequest),
    clock: core.clock,
    log,
  })
  core.onEnded((keys) => sockets.end(keys))
  const reconciling = setInterval(() => {
    listening.reconcile().catch((error: unknown) => log.error({ err: error }, 'reconcile failed'))
  }, reconcileMs).unref()
  await http.listen({ host: config.host, port: config.port }).catch(async (error: unknown) => {
    await core.close()
    throw error
  })
  const { port } = http.server.address() as AddressInfo
  const address = originOf(config, port)
  let jobs: RunningJobs | undefined
  const ready = startHouseJobs(core, options, log).then((running) => void (jobs = running))
  ready.catch((error: unknown) => log.error({ err: error }, 'jobs did not start'))
  return {
    address,
    port,
    setupLink: options.house.mode() === 'real' ? await ensureSetupLink(core.db, address) : null,
    core,
    listening,
    ready,
    async close() {
      clearInterval(reconciling)
      sockets.drain(10)
      await http.close()
      await ready.catch(() => undefined)
      await jobs?.close()
      await core.close()
    },
  }
}

interface Parts {
  readonly core: Core
  readonly tickets: Tickets
  readonly log: Logger
}

/** Everything that answers over HTTP. */
async function makeRoutes(
  { config, web = builtWeb }: AppOptions,
  { core, tickets, log }: Parts,
): Promise<FastifyInstance> {
  const { db, dispatch, limiter, clock } = core
  const http = await makeHttp(config, log, {
    isReady: async () => void (await db.now.one`select epoch from kernel.store`),
  })
  const origins = { publicUrl: config.publicUrl }
  registerApi(http, { dispatch, tickets, origins, log })
  await uploadRoutes(http, { db, config, origins, limiter, log, clock })
  await orderRoutes(http, { db, config, dispatch })
  registerAuthority(http, config.dataDir)
  if (existsSync(web)) await registerPages(http, web)
  return http
}

function startHouseJobs(core: Core, { config, database }: AppOptions, log: Logger): Promise<RunningJobs> {
  return startJobs({
    worker: { connectionString: database.worker },
    handlers: features.flatMap((feature) => feature.jobs ?? []),
    ctx: () => ({
      db: core.db,
      config,
      secrets: core.secrets,
      sms: config.sms && smscGateway(config.sms),
      mail: config.mail && smtpMailer(config.mail),
      now: core.clock(),
      log,
    }),
    log,
  })
}

/** One process needs no bus; several tell each other over the database that they share. */
async function busOf({ config, database }: AppOptions, log: Logger): Promise<Bus> {
  if (config.nodes === 'one') return localBus()
  return notifyBus({ connectionString: database.app }, (error) => log.warn({ err: error }, 'bus failed'))
}

function addressOf(request: { socket: { remoteAddress?: string | undefined } }): string {
  return request.socket.remoteAddress ?? ''
}
