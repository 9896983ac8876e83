/** A browser with a profile on disk, as a person has it at home: it may be killed and opened again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { type BrowserContext, chromium, type Page } from '@playwright/test'

export interface KillableBrowser {
  readonly context: BrowserContext
  readonly page: Page
  /** Nothing is closed, nothing said. */
  kill(): Promise<void>
}

const limitMs = 20_000

export async function openProfile(folder: string): Promise<KillableBrowser> {
  const program = process.env['PEREMENA_CHROMIUM'] ?? chromium.executablePath()
  const how = ['--headless=new', '--no-sandbox', '--no-first-run', '--window-size=1366,860', '--accept-lang=ru-RU']
  // A group of its own: the program may be a script that starts others.
  const child = spawn(program, [...how, '--remote-debugging-port=0', `--user-data-dir=${folder}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    process.kill(-child.pid!, 'SIGKILL')
    await gone
  }
  try {
    const browser = await chromium.connectOverCDP(await addressOf(child), { timeout: limitMs })
    const context = browser.contexts()[0]!
    return { context, page: context.pages()[0] ?? (await context.newPage()), kill }
  } catch (error) {
    await kill()
    throw error
  }
}

/** Where it listens, as it says at its start. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const said: string[] = []
    const fail = (why: string): void => reject(new Error(`Chromium ${why}:\n${said.join('\n')}`))
    AbortSignal.timeout(limitMs).addEventListener('abort', () => fail(`does not listen after ${limitMs} ms`))
    child.once('error', reject)
    child.once('exit', (code) => fail(`ended with ${code}`))
    createInterface(child.stderr!).on('line', (line) => {
      said.push(line)
      const address = /DevTools listening on (\S+)/.exec(line)?.[1]
      if (address !== undefined) resolve(address)
    })
  })
}
