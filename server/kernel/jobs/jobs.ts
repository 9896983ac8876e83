/**
 * Jobs after a commit, retried by graphile-worker. Its schema belongs to the worker's role; the application enqueues
 * through one `security definer` function of that role, inside the command's transaction (HOUSE «Database roles»).
 */
import type { Connection } from '#server/kernel/db/pool.ts'
import type { JobCtx, JobHandler } from '#server/kernel/dispatch/feature.ts'
import pg from 'pg'

/** Any number will do, as long as every node takes the same one. */
const lockKey = 740_112_233_002

/** Makes the queue's tables and the function `graphile_worker.enqueue`, once per database; cheap when they exist. */
export async function prepareJobs(worker: Connection): Promise<void> {
  const pool = new pg.Pool({ ...worker, max: 1 })
  // what breaks while nothing is asked shows at the next question
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  const isThere = async () => {
    const { rows } = await pool.query<{ there: boolean }>(
      `select to_regprocedure('graphile_worker.enqueue(text, json)') is not null as there`,
    )
    return rows[0]?.there ?? false
  }
  try {
    if (await isThere()) return
    // several nodes may start at once: whoever comes second waits here, and finds the work done
    await pool.query('select pg_advisory_lock($1)', [lockKey])
    if (await isThere()) return
    const { runMigrations } = await import('graphile-worker')
    await runMigrations({ pgPool: pool })
    await pool.query(`
      create or replace function graphile_worker.enqueue(name text, input json) returns void
      language sql security definer set search_path = pg_catalog, pg_temp as $$
        select graphile_worker.add_job(name, input, max_attempts => 12)
      $$;
      revoke execute on function graphile_worker.enqueue(text, json) from public;
      grant usage on schema graphile_worker to peremena_app;
      grant execute on function graphile_worker.enqueue(text, json) to peremena_app;`)
  } finally {
    await pool.end()
  }
}

export interface RunningJobs {
  close(): Promise<void>
}

export interface JobParts {
  readonly worker: Connection
  readonly handlers: readonly JobHandler[]
  /** Made per run, so that `now` is the run's. */
  readonly ctx: () => JobCtx
  readonly log: { error(detail: object, text: string): void }
}

/** Takes jobs as they come until closed. */
export async function startJobs(parts: JobParts): Promise<RunningJobs> {
  const { Logger, parseCronItems, run } = await import('graphile-worker')
  const pool = new pg.Pool({ ...parts.worker, max: 4 })
  let isClosing = false
  const onLost = (error: Error) => {
    if (!isClosing) parts.log.error({ err: error }, 'job connection lost')
  }
  pool.on('error', onLost)
  // one that breaks while a job holds it would end the process otherwise
  pool.on('connect', (client) => client.on('error', onLost))
  const runner = await run({
    pgPool: pool,
    concurrency: 2,
    noHandleSignals: true,
    pollInterval: 2000,
    taskList: taskList(parts),
    parsedCronItems: parseCronItems(
      parts.handlers.flatMap(({ name, cron }) => (cron ? [{ task: name, match: cron, identifier: name }] : [])),
    ),
    logger: new Logger(() => (level, message) => {
      if (level === 'error') parts.log.error({}, message)
    }),
  })
  return {
    close: async () => {
      isClosing = true
      await runner.stop()
      await pool.end()
    },
  }
}

/** Runs what waits and returns: for tests. */
export async function runJobsOnce(parts: JobParts): Promise<void> {
  const { Logger, runOnce } = await import('graphile-worker')
  const pool = new pg.Pool({ ...parts.worker, max: 2 })
  for (const event of ['error', 'connect'] as const) pool.on(event, () => undefined)
  try {
    const silent = new Logger(() => () => undefined)
    await runOnce({ pgPool: pool, noHandleSignals: true, taskList: taskList(parts), logger: silent })
  } finally {
    await pool.end()
  }
}

function taskList(parts: JobParts): Record<string, (input: unknown) => Promise<void>> {
  return Object.fromEntries(
    parts.handlers.map((handler) => [handler.name, async (input: unknown) => handler.run(parts.ctx(), input)]),
  )
}
