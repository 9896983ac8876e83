// `npm install`, only when the lock is not the one that node_modules was made from.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** Installs if needed; gives npm's exit code, 0 where nothing was to do. */
export async function installIfLockChanged(root) {
  const stamp = join(root, 'node_modules', '.peremena-lock')
  if (read(stamp) === fingerprint(root)) return 0
  const total = Object.keys(JSON.parse(read(join(root, 'package-lock.json')) || '{}').packages ?? {}).length
  console.log(`Устанавливаю зависимости (npm install, до ${total} пакетов) …`)
  const code = await runNpm(root, total)
  if (code === 0) {
    mkdirSync(join(root, 'node_modules'), { recursive: true })
    writeFileSync(stamp, fingerprint(root))
    console.log('Зависимости установлены.')
  }
  return code
}

/** The same lock on another kind of machine needs other binaries, so the machine is part of it. */
function fingerprint(root) {
  const lock = createHash('sha256')
    .update(read(join(root, 'package-lock.json')))
    .digest('hex')
  return `${lock} ${process.platform} ${process.arch}`
}

function runNpm(root, total) {
  // The versions are the lock's; a newer npm's wish to rewrite it is not followed. Packages run no scripts of theirs: the
  // start makes what PostgreSQL's would have made.
  const args = [
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--include=dev',
    '--include=optional',
    '--loglevel=http',
  ]
  const npm = process.env.npm_execpath
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []]
  const child = spawn(command, [...first, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'pipe'],
    shell: !npm && process.platform === 'win32',
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal))
  showProgress(child.stderr, total)
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`npm не запустился: ${error.message}. Установите npm: apt install npm`)
      resolve(1)
    })
    child.on('close', (code) => resolve(code ?? 1))
  })
}

/** npm names every package that it fetches; counted, that is the progress. All else it says is passed on. */
function showProgress(stderr, total) {
  let fetched = 0
  let shown = 0
  createInterface({ input: stderr }).on('line', (line) => {
    if (!/^npm (http|warn|notice)/i.test(line)) return console.error(line)
    if (!/^npm http (fetch|cache)/.test(line)) return
    fetched += 1
    const percent = Math.min(100, Math.floor((fetched / Math.max(1, total)) * 10) * 10)
    if (percent > shown) console.log(`  … ${(shown = percent)} %`)
  })
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return ''
    throw error
  }
}
