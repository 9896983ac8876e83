/** The program behind `npm start`: reads the environment, starts PostgreSQL and the application, says what to open, stops both. */
import { fileURLToPath } from 'node:url'
import { readEnvironment } from '#server/kernel/config/environment-file.ts'
import { openKey } from '#server/kernel/config/key-file.ts'
import { readSettings } from '#server/kernel/config/read-settings.ts'
import type { Config } from '#server/kernel/config/config.ts'
import { StartRefusal } from '#server/kernel/config/start-refusal.ts'
import { openDatabaseServer } from '#server/kernel/postgres/database-server.ts'
import type { DatabaseServer } from '#server/kernel/postgres/database-server.ts'
import { takeNameLock } from '#server/kernel/postgres/name-lock.ts'
import { RunningHouse } from './running-house.ts'
import { listenFailure } from './listen-failure.ts'
import { onStopSignal } from './stop-signal.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const say = (sentence: string): void => console.log(sentence)

/** Milliseconds for requests that are under way, and for the whole of a gentle stop. */
const patience = { requests: 10_000, all: 20_000 }

let opening: Promise<DatabaseServer> | undefined
let databases: DatabaseServer | undefined
let house: RunningHouse | undefined
let isStopping = false

onStopSignal({ first: (signal) => stop(signal === 'SIGINT' ? 'Останавливаюсь …' : '', 0), again: () => cutOff(130) })
process.on('uncaughtException', (error) => {
  console.error(error)
  stop('Внутренняя ошибка, останавливаюсь.', 1)
})

try {
  await start()
} catch (error) {
  if (error instanceof StartRefusal) for (const sentence of error.sentences) console.error(sentence)
  else console.error(error)
  stop('', 1)
}

async function start(): Promise<void> {
  const settings = readSettings(readEnvironment(`${root}.env`, process.env), root)
  const config: Config = { ...settings, key: openKey(settings.dataDir) }
  const lock = config.nodes === 'several' ? null : await takeNameLock(`serving ${config.dataDir}`)
  if (lock !== null && 'heldBy' in lock) {
    throw new StartRefusal(
      `Перемена уже работает с папкой ${config.dataDir} (процесс ${lock.heldBy}). Остановите её или задайте другую DATA_DIR.`,
    )
  }
  opening = openDatabaseServer(config, say)
  const [server, { startApp }, { fillExample }] = await Promise.all([
    opening.then((opened) => (databases = opened)),
    import('./app.ts'),
    import('./features/setup/index.ts'),
  ])
  house = new RunningHouse({
    config,
    databases: server,
    startApp,
    fillExample: (database) => fillExample(database, config),
    say,
  })
  const app = await house.start().catch((error: unknown) => {
    throw listenFailure(error, config)
  })
  say('')
  say(`Перемена работает: ${app.address}`)
  if (app.setupLink !== null) say(`Настроить по-настоящему (ссылка на один раз): ${app.setupLink}`)
  say('Остановить: Ctrl+C')
}

function stop(sentence: string, code: number): void {
  if (isStopping) return
  isStopping = true
  if (sentence) say(sentence)
  process.exitCode = code
  setTimeout(() => cutOff(code || 1), patience.all).unref()
  void stopEverything().then(
    () => process.exit(),
    (error: unknown) => {
      console.error(error)
      cutOff(1)
    },
  )
}

/** Waits for a start that is still going on, so that nothing is left behind by it. */
async function stopEverything(): Promise<void> {
  const slow = new Promise<void>((resolve) => setTimeout(resolve, patience.requests).unref())
  try {
    await Promise.race([house?.close(), slow])
  } finally {
    const server = await opening?.catch(() => undefined)
    await server?.stop()
  }
}

/** Nothing acknowledged is lost: PostgreSQL recovers at the next start. */
function cutOff(code: number): never {
  databases?.kill()
  process.exit(code)
}
