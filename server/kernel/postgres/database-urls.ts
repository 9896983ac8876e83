/** The three ways into one database: `owner` migrates and owns, `app` serves and owns nothing, `worker` runs the jobs. */
export interface DatabaseUrls {
  readonly owner: string
  readonly app: string
  readonly worker: string
}

/** The same server and role, another database. */
export function withDatabase(url: string, database: string): string {
  return url.replace(/^([a-z]+:\/\/[^/]*\/)[^?]*/, `$1${encodeURIComponent(database)}`)
}

export function databaseOf(url: string): string {
  return decodeURIComponent(/^[a-z]+:\/\/[^/]*\/([^?]*)/.exec(url)?.[1] ?? '')
}

/** All three, in another database of the same server. */
export function urlsOf(urls: DatabaseUrls, database: string): DatabaseUrls {
  return {
    owner: withDatabase(urls.owner, database),
    app: withDatabase(urls.app, database),
    worker: withDatabase(urls.worker, database),
  }
}
