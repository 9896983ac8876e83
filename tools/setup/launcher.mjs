// Plain JavaScript for Node 20: runs before the pinned Node is installed.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findNode, nodeMissing } from './find-node.mjs'
import { installIfLockChanged } from './install.mjs'
import { buildWebIfChanged } from './web-client.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What each npm script runs: a file of ours, what is prepared before it, and what it finds in its environment. */
const scripts = {
  start: { file: 'server/main.ts', needsWeb: true },
  demo: { file: 'server/main.ts', needsWeb: true, environment: { EXAMPLE: '1' } },
  test: { file: 'tools/test.ts' },
  check: { file: 'tools/check.ts' },
  bench: { file: 'bench/main.ts' },
  operator: { file: 'tools/operator.ts' },
  'tls-local': { file: 'tools/tls-local.ts' },
  permissions: { file: 'tools/permissions.ts' },
  openapi: { file: 'tools/openapi.ts' },
  'new-feature': { file: 'tools/new-feature.ts' },
}

/** Runs one script (`start`, `test`, …, or `node <program> <arguments>`) and ends as it ends. */
export async function launch([name = '', ...rest]) {
  const script = scripts[name]
  if (!script && name !== 'node') {
    return fail(`Нет такой команды: «${name}». Есть: ${[...Object.keys(scripts), 'node'].join(', ')}.`)
  }
  const installed = await installIfLockChanged(root)
  if (installed !== 0) return fail('Зависимости не установились: причина в строках npm выше. Повторите npm start.')
  const node = findNode(root)
  if (!node) return fail(nodeMissing())
  const environment = environmentFor(node)
  if (!script) return pass(passThrough(node, rest), environment)
  if (!existsSync(join(root, script.file))) return fail(`Нет файла ${script.file}: копия проекта неполна.`)
  if (script.needsWeb && (await buildWebIfChanged(root, node, environment)) !== 0) {
    return fail('Веб-клиент не собрался: причина в строках выше.')
  }
  return pass([node, join(root, script.file), ...rest], { ...environment, ...script.environment }, script.needsWeb)
}

/** `npm run node -- npm i x` runs npm (or any other program) where `node` means the pinned one; `-- file.ts` runs a file. */
function passThrough(node, rest) {
  const [program, ...args] = rest
  if (program === undefined || /^-|\.(ts|mjs|js)$/.test(program)) return [node, ...rest]
  if (program === 'npm' && process.env.npm_execpath) return [node, process.env.npm_execpath, ...args]
  return [program, ...args]
}

function environmentFor(node) {
  return {
    ...process.env,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, '.cache', 'compile'),
    PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
  }
}

/** Runs the command in our place: signals go to it, and its end is ours. A server also hears of our death, by a channel. */
function pass([command, ...args], env, isServer) {
  const child = spawn(command, args, {
    cwd: root,
    env,
    stdio: isServer ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(fail(`Не запустилось: ${command}: ${error.message}`)))
    child.on('exit', (code, signal) => {
      process.exitCode = signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)
      resolve()
    })
  })
}

function fail(sentence) {
  console.error(sentence)
  process.exitCode = 1
}
