/** Is a request from a page of ours? Origin and Sec-Fetch-Site must say so (SAFETY.md §3 CSRF, CSWSH). */
import type { IncomingHttpHeaders } from 'node:http'

export interface OwnOrigins {
  /** The public address, where one is set; otherwise the request's own host counts, on localhost only. */
  readonly publicUrl: string | null
}

const localHosts = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

export function isOwnOrigin(headers: IncomingHttpHeaders, own: OwnOrigins): boolean {
  const { origin } = headers
  const site = headers['sec-fetch-site']
  if (!origin || (site !== undefined && site !== 'same-origin')) return false
  return ownOriginsOf(headers, own).includes(origin)
}

function ownOriginsOf(headers: IncomingHttpHeaders, own: OwnOrigins): string[] {
  const host = headers.host ?? ''
  const local = localHosts.test(host) ? [`http://${host}`, `https://${host}`] : []
  return own.publicUrl ? [new URL(own.publicUrl).origin, ...local] : [...local, `https://${host}`]
}
