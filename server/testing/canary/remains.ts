/** What a test leaves in its database for somebody to read later. */
import pg from 'pg'

export interface Remain {
  readonly where: string
  readonly content: string
  readonly schoolId: string | null
  /** Of a frame. */
  readonly topic: string | null
}

export async function* remains(owner: pg.Pool, workerUrl: string): AsyncGenerator<Remain> {
  // frames further back than any catch-up reaches are not rewritten, and pruned soon
  const frames = await owner.query<{ topic: string; school_id: string; ops: string }>(
    `select f.topic, f.school_id, f.ops::text as ops from kernel.frame f join kernel.topic t on t.id = f.topic
     where f.seq > t.seq - 1000`,
  )
  for (const row of frames.rows) yield { where: 'frame', content: row.ops, schoolId: row.school_id, topic: row.topic }
  const ledger = await owner.query<{ call: string; line: string; school_id: string | null }>(
    `select call, subject || ' ' || detail as line, school_id from kernel.ledger`,
  )
  for (const row of ledger.rows) {
    yield { where: `ledger of ${row.call}`, content: row.line, schoolId: row.school_id, topic: null }
  }
  for (const content of await waitingJobs(workerUrl)) yield { where: 'job', content, schoolId: null, topic: null }
}

/** Payloads of jobs that have not run. */
export async function waitingJobs(workerUrl: string): Promise<string[]> {
  const worker = new pg.Client({ connectionString: workerUrl })
  await worker.connect()
  try {
    const { rows } = await worker.query<{ payload: string }>(
      'select payload::text as payload from graphile_worker._private_jobs',
    )
    return rows.map((row) => row.payload)
  } finally {
    await worker.end()
  }
}
