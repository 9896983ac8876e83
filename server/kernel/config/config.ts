/** Everything that the environment decides, read and checked once at the start. */
import type { KeyObject } from 'node:crypto'
import type { DatabaseUrls } from '#server/kernel/postgres/database-urls.ts'

export interface SmsGateway {
  readonly url: string
  readonly login: string
  readonly password: string
  /** The name that receivers see; null lets the gateway choose. */
  readonly sender: string | null
}

export interface Mail {
  readonly smtpUrl: string
  readonly from: string
}

/** PEM texts, as Node's TLS takes them. */
export interface Tls {
  readonly cert: string
  readonly key: string
}

export interface Settings {
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** Where people open Peremena, as an origin without a closing slash; null follows host and port. */
  readonly publicUrl: string | null
  readonly tls: Tls | null
  /** Addresses and networks (CIDR) whose forwarding headers are believed. */
  readonly trustProxy: readonly string[]
  /** HOST, PUBLIC_URL or TRUST_PROXY is set: strangers may reach us, so the example asks for the terminal's link. */
  readonly isOpen: boolean
  readonly dataDir: string
  /** null: the embedded PostgreSQL. */
  readonly database: DatabaseUrls | null
  /** null: codes of school administrators wait in the operator's outbox. */
  readonly sms: SmsGateway | null
  readonly mail: Mail | null
  readonly supportEmail: string | null
  /** Another origin for people's files, if the operator has one. */
  readonly contentUrl: string | null
  /** Several processes, here or on other machines, serve one database: they tell each other over NOTIFY. */
  readonly nodes: 'one' | 'several'
  /** Started by `npm run demo`. */
  readonly example: boolean
}

export interface Config extends Settings {
  /** 32 random bytes outside the database: seals phones and seeds, derives links. A KeyObject, so that no log can show it. */
  readonly key: KeyObject
}

/** The origin that people see, known once the port is. */
export function originOf(settings: Settings, port: number): string {
  if (settings.publicUrl !== null) return settings.publicUrl
  const scheme = settings.tls === null ? 'http' : 'https'
  const isDefault = port === (settings.tls === null ? 80 : 443)
  const host = isLoopback(settings.host) || isAnyAddress(settings.host) ? 'localhost' : bracketed(settings.host)
  return `${scheme}://${host}${isDefault ? '' : `:${port}`}`
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

function isAnyAddress(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
