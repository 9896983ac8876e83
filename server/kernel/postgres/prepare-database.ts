import { migrate } from '#server/kernel/db/migrate.ts'
import { prepareJobs } from '#server/kernel/jobs/jobs.ts'
import type { DatabaseUrls } from './database-urls.ts'

/** Brings one database to this version, its queue of jobs too; gives the names of the migrations that were applied. */
export async function prepareDatabase(urls: DatabaseUrls): Promise<string[]> {
  const [applied] = await Promise.all([migrate(urls.owner), prepareJobs({ connectionString: urls.worker })])
  return applied
}
