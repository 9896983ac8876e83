/**
 * `npm run operator`: a one-time link for the operator, valid for an hour; whoever reads this terminal is the operator.
 * The second factor is still asked. `-- --forget-factor` removes it, for the day when app, passkey and recovery codes are
 * all lost: the link then leads to a new one.
 */
import { fileURLToPath } from 'node:url'
import { forgetOperatorFactor, makeOperatorLink, operatorAddress } from '#server/features/accounts/index.ts'
import { originOf, type Settings } from '#server/kernel/config/config.ts'
import { readEnvironment } from '#server/kernel/config/environment-file.ts'
import { readSettings } from '#server/kernel/config/read-settings.ts'
import { StartRefusal } from '#server/kernel/config/start-refusal.ts'
import { Database } from '#server/kernel/db/pool.ts'
import { openEmbedded } from '#server/kernel/postgres/embedded.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const validMinutes = 60
const say = (sentence: string): void => console.log(sentence)

try {
  const settings = readSettings(readEnvironment(`${root}.env`, process.env), root)
  const isForgetting = process.argv.includes('--forget-factor')
  const token = await withDatabase(settings, (db) => makeLink(db, isForgetting))
  if (isForgetting) say('Второй способ входа оператора убран, его открытые входы закончены.')
  say(`Вход оператора (ссылка на один раз, действует ${validMinutes} минут):`)
  say(operatorAddress(originOf(settings, settings.port), token))
} catch (error) {
  if (!(error instanceof StartRefusal)) throw error
  for (const sentence of error.sentences) console.error(sentence)
  process.exitCode = 1
}

async function makeLink(db: Database, isForgetting: boolean): Promise<string> {
  const { there } = await db.now.one<{
    there: boolean
  }>`select to_regclass('accounts.operator_link') is not null as there`
  if (!there) throw new StartRefusal('Базы ещё нет. Сначала запустите npm start: ссылка для настройки появится там.')
  return db.transaction('write', async (tx) => {
    if (isForgetting) await forgetOperatorFactor(tx)
    return makeOperatorLink(tx, validMinutes)
  })
}

/** Of a running Peremena its PostgreSQL is used and left alone; otherwise it runs for this moment only. */
async function withDatabase<T>(settings: Settings, work: (db: Database) => Promise<T>): Promise<T> {
  const embedded = settings.database
    ? undefined
    : await openEmbedded({ folder: settings.dataDir, purpose: 'serve', say })
  const url = settings.database?.app ?? embedded?.urls('peremena').app ?? ''
  const db = new Database({ connectionString: url, max: 1 }, (error) => console.error(error.message))
  try {
    return await work(db)
  } finally {
    await db.close()
    if (embedded?.isAdopted) embedded.leave()
    else await embedded?.stop()
  }
}
