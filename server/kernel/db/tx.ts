/**
 * The one way to talk to PostgreSQL: tagged templates. Values are always parameters; each call site is a prepared
 * statement with a name of its own, so the hot path and the rest are written alike (docs/decisions/003).
 */
import { createHash } from 'node:crypto'
import type pg from 'pg'

export interface Tx {
  /** All rows. */
  many<Row>(strings: TemplateStringsArray, ...values: unknown[]): Promise<Row[]>
  /** One row or none; more is a bug and throws. */
  maybe<Row>(strings: TemplateStringsArray, ...values: unknown[]): Promise<Row | undefined>
  /** Exactly one row, otherwise it throws. */
  one<Row>(strings: TemplateStringsArray, ...values: unknown[]): Promise<Row>
  /** How many rows were touched. */
  run(strings: TemplateStringsArray, ...values: unknown[]): Promise<number>
}

interface Statement {
  readonly text: string
  readonly name: string
}

const statements = new WeakMap<TemplateStringsArray, Statement>()

export function statementOf(strings: TemplateStringsArray): Statement {
  const known = statements.get(strings)
  if (known) return known
  const text = strings.reduce((joined, part, at) => (at === 0 ? part : `${joined}$${at}${part}`), '')
  const made = { text, name: createHash('sha1').update(text).digest('base64url') }
  statements.set(strings, made)
  return made
}

/** Told of every statement; tests count with it what known and unknown visitors cause. */
export type StatementListener = (text: string) => void

export function txOn(client: pg.ClientBase | pg.Pool, listener?: StatementListener): Tx {
  const query = async <Row>(strings: TemplateStringsArray, values: unknown[]) => {
    const statement = statementOf(strings)
    listener?.(statement.text)
    return client.query<Row & pg.QueryResultRow>({ ...statement, values })
  }
  return {
    async many<Row>(strings: TemplateStringsArray, ...values: unknown[]) {
      return (await query<Row>(strings, values)).rows
    },
    async maybe<Row>(strings: TemplateStringsArray, ...values: unknown[]) {
      const { rows } = await query<Row>(strings, values)
      if (rows.length > 1) throw new Error(`Expected at most one row, got ${rows.length}: ${statementOf(strings).text}`)
      return rows[0]
    },
    async one<Row>(strings: TemplateStringsArray, ...values: unknown[]) {
      const { rows } = await query<Row>(strings, values)
      const row = rows[0]
      if (rows.length !== 1 || row === undefined) {
        throw new Error(`Expected one row, got ${rows.length}: ${statementOf(strings).text}`)
      }
      return row
    },
    async run(strings: TemplateStringsArray, ...values: unknown[]) {
      return (await query(strings, values)).rowCount ?? 0
    },
  }
}
