/** A pool of connections and transactions on it. int8 arrives as number, timestamptz as milliseconds since 1970. */
import pg from 'pg'
import { type StatementListener, type Tx, txOn } from './tx.ts'

const oidInt8 = 20
const oidTimestamptz = 1184

const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: unknown) {
    if (oid === oidInt8) return Number
    if (oid === oidTimestamptz) return (text: string) => new Date(text).getTime()
    return pg.types.getTypeParser(oid, format as 'text')
  },
}

export type Connection = pg.PoolConfig

export class Database {
  readonly pool: pg.Pool
  /** Set by tests that count statements. */
  listener: StatementListener | undefined

  constructor(connection: Connection, log: (error: Error) => void) {
    this.pool = new pg.Pool({ max: 16, idleTimeoutMillis: 60_000, ...connection, types })
    this.pool.on('error', log)
  }

  /** Statements that need no transaction. */
  get now(): Tx {
    return txOn(this.pool, this.listener)
  }

  /**
   * Runs `work` in one transaction. `begin` is queued together with the first statement of `work`, so both travel in
   * one go. A query's transaction is one REPEATABLE READ snapshot that writes nothing.
   */
  async transaction<T>(mode: 'read' | 'write', work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await this.pool.connect()
    // a connection that breaks between two statements says so by an event; the next statement fails of itself
    client.on('error', ignore)
    let broken: Error | undefined
    try {
      const began = client.query(mode === 'read' ? 'begin isolation level repeatable read read only' : 'begin')
      const worked = work(txOn(client, this.listener))
      const [, result] = await Promise.all([began, worked])
      const { command } = await client.query('commit')
      if (command !== 'COMMIT')
        throw new Error('A statement failed and its error was swallowed: nothing was committed.')
      return result
    } catch (error) {
      broken = await rollback(client)
      throw error
    } finally {
      client.off('error', ignore)
      client.release(broken)
    }
  }

  async close(): Promise<void> {
    await this.pool.end()
  }
}

function ignore(): void {
  // the statement under way, or the rollback, fails with the same reason
}

/** What is wrong with a connection whose rollback failed: it must not go back to the pool. */
async function rollback(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback')
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
