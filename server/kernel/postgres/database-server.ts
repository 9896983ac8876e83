/** The PostgreSQL that this installation stands on, embedded or the operator's own, with its two databases. */
import type { Config } from '#server/kernel/config/config.ts'
import { StartRefusal } from '#server/kernel/config/start-refusal.ts'
import { withClient } from '#server/kernel/db/client.ts'
import type { Client } from '#server/kernel/db/client.ts'
import { databaseOf, urlsOf } from './database-urls.ts'
import type { DatabaseUrls } from './database-urls.ts'
import { openEmbedded } from './embedded.ts'
import { checkExternal } from './external.ts'
import { dropDatabase, provisionDatabase } from './provision.ts'

export interface DatabaseServer {
  readonly real: DatabaseUrls
  /** The example's own database; `anew` throws away what was in it. */
  example(anew: boolean): Promise<DatabaseUrls>
  discardExample(): Promise<void>
  /** Gently: sessions end, a checkpoint is written. Does nothing to a server of the operator's own. */
  stop(): Promise<void>
  /** At once; the next start recovers. */
  kill(): void
}

export async function openDatabaseServer(config: Config, say: (sentence: string) => void): Promise<DatabaseServer> {
  return config.database === null ? embedded(config, say) : external(config.database)
}

async function embedded(config: Config, say: (sentence: string) => void): Promise<DatabaseServer> {
  const server = await openEmbedded({ folder: config.dataDir, purpose: 'serve', say })
  return {
    real: server.urls('peremena'),
    example: async (anew) => {
      await server.asAdmin((admin) => provisionDatabase(admin, 'peremena_example', { anew }))
      return server.urls('peremena_example')
    },
    discardExample: () => server.asAdmin((admin) => dropDatabase(admin, 'peremena_example')),
    stop: () => server.stop(),
    kill: () => server.kill(),
  }
}

async function external(urls: DatabaseUrls): Promise<DatabaseServer> {
  await checkExternal(urls)
  const name = `${databaseOf(urls.owner)}_example`
  const asOwner = async (work: (owner: Client) => Promise<void>): Promise<void> => {
    try {
      await withClient(urls.owner, work)
    } catch (error) {
      const mayNot = error instanceof Error && 'code' in error && error.code === '42501'
      if (!mayNot) throw error
      throw new StartRefusal(
        `Для примера нужна своя база ${name}, а создать её роль владельца не может: alter role peremena_owner createdb;`,
      )
    }
  }
  return {
    real: urls,
    example: async (anew) => {
      await asOwner((owner) => provisionDatabase(owner, name, { anew, owner: null }))
      return urlsOf(urls, name)
    },
    discardExample: () => asOwner((owner) => dropDatabase(owner, name)),
    stop: () => Promise.resolve(),
    kill: () => undefined,
  }
}
