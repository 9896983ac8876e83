/** One connection for one piece of work: what makes and migrates databases, before there is a pool. */
import pg from 'pg'

export type Client = pg.Client

export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  // A connection that breaks between two statements shows at the next one.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** A name or a text inside a statement that takes no parameters, such as `create role`. */
export const quoteName = pg.escapeIdentifier
export const quoteText = pg.escapeLiteral
