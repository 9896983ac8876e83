/** The application as it runs on one of two databases, and the going over from one to the other within the process. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App, AppOptions } from '#server/app.ts'
import type { Config } from '#server/kernel/config/config.ts'
import type { HouseDoor } from '#server/kernel/dispatch/ctx.ts'
import type { DatabaseUrls } from '#server/kernel/postgres/database-urls.ts'
import type { DatabaseServer } from '#server/kernel/postgres/database-server.ts'
import { prepareDatabase } from '#server/kernel/postgres/prepare-database.ts'

type Mode = 'real' | 'example'

interface HouseParts {
  readonly config: Config
  readonly databases: DatabaseServer
  readonly startApp: (options: AppOptions) => Promise<App>
  /** Fills the example's empty database with its school. */
  readonly fillExample: (database: DatabaseUrls) => Promise<void>
  readonly say: (sentence: string) => void
}

export class RunningHouse implements HouseDoor {
  readonly #parts: HouseParts
  #mode: Mode
  #app: App | undefined
  #queue: Promise<unknown> = Promise.resolve()
  #switching: 'no' | 'under-way' | 'failed' = 'no'

  constructor(parts: HouseParts) {
    this.#parts = parts
    this.#mode = parts.config.example || this.#example() === 'shown' ? 'example' : 'real'
  }

  mode(): Mode {
    return this.#mode
  }

  /** Serves on the database that was served last. */
  start(): Promise<App> {
    return this.#next(async () => {
      if (this.#mode === 'example' && this.#example() === 'absent') await this.#makeExample()
      return this.#serve(this.#parts.config.port)
    })
  }

  /** Begins to go over; whoever asked is still answered, and watches `switching`. */
  switchTo(mode: Mode): void {
    if (this.#switching === 'under-way') return
    this.#switching = 'under-way'
    this.#goOver(mode).then(
      () => (this.#switching = 'no'),
      (error: unknown) => {
        this.#switching = 'failed'
        this.#parts.say(mode === 'example' ? 'Пример не получился.' : 'Убрать пример не получилось.')
        console.error(error)
        // nothing is served any more: the program ends, and its next start serves what was served last
        if (this.#app === undefined) throw error
      },
    )
  }

  switching(): 'no' | 'under-way' | 'failed' {
    return this.#switching
  }

  /** Stops serving and serves the other database on the same port. Going to `real` throws the example away. */
  #goOver(mode: Mode): Promise<void> {
    return this.#next(async () => {
      const from = this.#mode
      if (mode === from) return
      if (mode === 'example' && this.#example() === 'absent') await this.#makeExample()
      const { port = this.#parts.config.port } = this.#app ?? {}
      await this.#stop()
      try {
        this.#mode = mode
        await this.#serve(port)
      } catch (error) {
        this.#mode = from
        await this.#serve(port)
        throw error
      }
      if (mode === 'example') this.#note('shown')
      else await this.#discardExample()
    })
  }

  close(): Promise<void> {
    return this.#next(() => this.#stop())
  }

  async #serve(port: number): Promise<App> {
    const { config, databases, startApp } = this.#parts
    const database = this.#mode === 'real' ? databases.real : await databases.example(false)
    await prepareDatabase(database)
    this.#app = await startApp({ config: { ...config, port }, database, house: this })
    return this.#app
  }

  async #stop(): Promise<void> {
    const app = this.#app
    this.#app = undefined
    await app?.close()
  }

  async #makeExample(): Promise<void> {
    this.#parts.say('Готовлю пример школы …')
    this.#note('absent')
    const database = await this.#parts.databases.example(true)
    await prepareDatabase(database)
    await this.#parts.fillExample(database)
    this.#note('prepared')
  }

  async #discardExample(): Promise<void> {
    this.#note('absent')
    await this.#parts.databases.discardExample()
  }

  /** What the data folder remembers of the example; half made counts as absent. */
  #example(): 'absent' | 'prepared' | 'shown' {
    try {
      return readFileSync(this.#file(), 'utf8') === 'shown' ? 'shown' : 'prepared'
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'absent'
      throw error
    }
  }

  #note(state: 'absent' | 'prepared' | 'shown'): void {
    if (state === 'absent') rmSync(this.#file(), { force: true })
    else writeFileSync(this.#file(), state)
  }

  #file(): string {
    return join(this.#parts.config.dataDir, 'example')
  }

  /** One after the other, whoever asks. */
  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work)
    this.#queue = result.catch(() => undefined)
    return result
  }
}
