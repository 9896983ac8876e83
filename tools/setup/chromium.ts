/** The browser of the scenarios: found on this machine, or installed from Debian, or named in a sentence. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The path of a Chromium, or what to say where there is none. */
export async function prepareChromium(): Promise<string | { missing: string }> {
  const found = await findChromium()
  if (found !== undefined) return found
  if (mayInstall()) {
    console.log('Устанавливаю Chromium из Debian (apt-get install chromium) …')
    const apt = (...args: string[]) =>
      spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], {
        stdio: 'inherit',
        timeout: 300_000,
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      })
    apt('update', '-q')
    apt('install', '-y', '-q', '--no-install-recommends', 'chromium')
  }
  return (
    (await findChromium()) ?? {
      missing: 'Для проверок в браузере нужен Chromium: apt install chromium (или его путь в PEREMENA_CHROMIUM).',
    }
  )
}

async function findChromium(): Promise<string | undefined> {
  const named = process.env['PEREMENA_CHROMIUM']
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const installed = folders.flatMap((folder) => names.map((name) => join(folder, name)))
  const { chromium } = await import('@playwright/test')
  return [...(named ? [named] : []), ...installed, chromium.executablePath()].find(isProgram)
}

function isProgram(path: string): boolean {
  if (!path || !existsSync(path)) return false
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}
