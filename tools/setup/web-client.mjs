// Builds the web client with Vite, only when something that it is made of has changed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const inputs = [
  'web',
  'contract',
  'texts',
  'house.ts',
  'package.json',
  'package-lock.json',
  'vite.config.ts',
  'lingui.config.ts',
  'tsconfig.json',
]

/** Builds if needed; gives Vite's exit code, 0 where nothing was to do. */
export async function buildWebIfChanged(root, node, environment) {
  const stamp = join(root, '.cache', 'web-client')
  const wanted = fingerprint(root)
  const isBuilt = existsSync(join(root, 'dist', 'web', 'index.html')) && existsSync(stamp)
  if (isBuilt && readFileSync(stamp, 'utf8') === wanted) return 0
  console.log('Собираю веб-клиент …')
  const code = await run(node, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: root,
    env: environment,
  })
  if (code !== 0) return code
  mkdirSync(join(root, '.cache'), { recursive: true })
  writeFileSync(stamp, wanted)
  console.log('Веб-клиент собран.')
  return 0
}

function fingerprint(root) {
  const hash = createHash('sha256')
  const add = (path) => hash.update(`\n${path}\n`).update(readFileSync(join(root, path)))
  const walk = (folder) => {
    const entries = readdirSync(join(root, folder), { withFileTypes: true })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) walk(path)
      else if (!/\.test\.tsx?$/.test(entry.name)) add(path)
    }
  }
  for (const input of inputs.filter((name) => existsSync(join(root, name)))) {
    if (input.includes('.')) add(input)
    else walk(input)
  }
  return hash.digest('hex')
}

function run(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: 'inherit' })
    child.on('error', (error) => {
      console.error(error.message)
      resolve(1)
    })
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

// As a program, for those who already run on the pinned Node.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await buildWebIfChanged(
    fileURLToPath(new URL('../..', import.meta.url)),
    process.execPath,
    process.env,
  )
}
