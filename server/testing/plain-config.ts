/** A configuration without anything that the operator could set. */
import { createSecretKey, randomBytes } from 'node:crypto'
import type { Config } from '#server/kernel/config/config.ts'

export function plainConfig(dataDir: string): Config {
  return {
    host: '127.0.0.1',
    port: 0,
    publicUrl: null,
    tls: null,
    trustProxy: [],
    isOpen: false,
    dataDir,
    database: null,
    sms: null,
    mail: null,
    supportEmail: null,
    contentUrl: null,
    nodes: 'one',
    example: false,
    key: createSecretKey(randomBytes(32)),
  }
}
