import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { until } from '#server/testing/until.ts'

const tools = fileURLToPath(new URL('.', import.meta.url))
const homes: string[] = []
after(() => homes.forEach((home) => rmSync(home, { recursive: true, force: true })))

/** A project with our launcher, an npm that notes what it was asked, a pinned Node that says so, a Vite that counts. */
function makeProject(): string {
  const home = mkdtempSync(join(tmpdir(), 'launch-'))
  homes.push(home)
  const write = (path: string, text: string, mode = 0o644) => {
    mkdirSync(dirname(join(home, path)), { recursive: true })
    writeFileSync(join(home, path), text, { mode })
  }
  mkdirSync(join(home, 'tools', 'setup'), { recursive: true })
  cpSync(join(tools, 'launch.mjs'), join(home, 'tools', 'launch.mjs'))
  for (const name of readdirSync(join(tools, 'setup')).filter((one) => one.endsWith('.mjs'))) {
    cpSync(join(tools, 'setup', name), join(home, 'tools', 'setup', name))
  }
  const pinned = `node-${process.platform}-${process.arch}/bin/node`
  write('package.json', '{"type":"module"}')
  write('package-lock.json', '{"packages":{"a":{},"b":{}}}')
  write('pinned-node', `#!/bin/sh\nPINNED=yes exec ${process.execPath} "$@"\n`, 0o755)
  write(
    'npm.js',
    `import { appendFileSync, cpSync, existsSync, mkdirSync } from 'node:fs'
     appendFileSync('npm-was-asked', process.argv.slice(2).join(' ') + '\\n')
     console.error('npm http fetch GET 200 a')
     if (existsSync('npm-fails')) { console.error('npm error no network'); process.exit(3) }
     mkdirSync('node_modules/${dirname(pinned)}', { recursive: true })
     cpSync('pinned-node', 'node_modules/${pinned}')`,
  )
  write('node_modules/vite/bin/vite.js', builder)
  write('web/index.html', '<p>one</p>')
  write(
    'tools/check.ts',
    `console.log('pinned', process.env.PINNED, process.env.NODE_COMPILE_CACHE, ...process.argv.slice(2)); process.exitCode = 5`,
  )
  write('server/main.ts', `console.log('up', process.env.EXAMPLE ?? 'real')`)
  return home
}

const builder = `const fs = require('node:fs')
  fs.mkdirSync('dist/web', { recursive: true })
  fs.writeFileSync('dist/web/index.html', 'built')
  fs.appendFileSync('vite-was-asked', '.')`

function environmentOf(home: string): NodeJS.ProcessEnv {
  const { NODE_COMPILE_CACHE: _, NODE_TEST_CONTEXT: __, ...rest } = process.env
  return { ...rest, npm_execpath: join(home, 'npm.js') }
}

function launch(home: string, args: string[], flags: string[] = []) {
  const environment = environmentOf(home)
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, 'tools/launch.mjs', ...args], {
    cwd: home,
    env: environment,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

/** How often the project's stand-in for a program was called. */
function asked(home: string, name: 'npm' | 'vite'): number {
  const file = join(home, `${name}-was-asked`)
  if (!existsSync(file)) return 0
  const text = readFileSync(file, 'utf8')
  return name === 'npm' ? text.trim().split('\n').length : text.length
}

/** A Node that calls itself another version. */
function posingAs(version: string): string[] {
  const code = `Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`
  return ['--import', `data:text/javascript,${encodeURIComponent(code)}`]
}

test('dependencies are installed when the lock has changed, and only then', () => {
  const home = makeProject()
  assert.match(launch(home, ['check']).stdout, /Устанавливаю зависимости.*50 %.*Зависимости установлены\./s)
  assert.doesNotMatch(launch(home, ['check']).stdout, /Устанавливаю/)
  assert.equal(asked(home, 'npm'), 1)
  writeFileSync(join(home, 'package-lock.json'), '{"packages":{"c":{}}}')
  launch(home, ['check'])
  assert.equal(asked(home, 'npm'), 2)
})

test('an install that failed is told, ends with an error and is tried again', () => {
  const home = makeProject()
  writeFileSync(join(home, 'npm-fails'), '')
  const failed = launch(home, ['check'])
  assert.equal(failed.status, 1)
  assert.match(failed.stderr, /npm error no network.*Зависимости не установились/s)
  rmSync(join(home, 'npm-fails'))
  assert.equal(launch(home, ['check']).status, 5)
  assert.equal(asked(home, 'npm'), 2)
})

test('work is handed to the pinned Node with its arguments and a compile cache, and its exit code is ours', () => {
  const home = makeProject()
  const { status, stdout } = launch(home, ['check', 'one', '--two'])
  assert.equal(status, 5)
  assert.match(stdout, /pinned yes .*\.cache\/compile one --two/)
})

test('a Node older than 20 gets a sentence and nothing is touched', () => {
  const home = makeProject()
  const { status, stderr } = launch(home, ['start'], posingAs('18.19.0'))
  assert.equal(status, 1)
  assert.match(stderr, /Node 20 или новее, а здесь Node 18\.19\.0/)
  assert.equal(asked(home, 'npm'), 0)
})

test('where the lock brings no Node, an installed one of 24.12 or newer does, an older one gets a sentence', () => {
  const home = makeProject()
  const bare = () =>
    rmSync(join(home, 'node_modules', `node-${process.platform}-${process.arch}`), { recursive: true, force: true })
  launch(home, ['check'])
  bare()
  assert.match(launch(home, ['check']).stdout, /pinned undefined/)
  bare()
  const environment = { ...environmentOf(home), PATH: '/nowhere' }
  const old = spawnSync(process.execPath, [...posingAs('22.3.0'), 'tools/launch.mjs', 'check'], {
    cwd: home,
    env: environment,
    encoding: 'utf8',
  })
  assert.equal(old.status, 1)
  assert.match(old.stderr, /Node 22\.3\.0 старше нужного.*24\.12/)
})

test('the web client is built when what it is made of has changed, and only then', () => {
  const home = makeProject()
  assert.match(launch(home, ['start']).stdout, /Собираю веб-клиент.*up real/s)
  assert.equal(launch(home, ['start']).stdout, 'up real\n')
  assert.equal(asked(home, 'vite'), 1)
  writeFileSync(join(home, 'web', 'list.test.ts'), 'a test is no part of it')
  launch(home, ['start'])
  assert.equal(asked(home, 'vite'), 1)
  writeFileSync(join(home, 'web', 'index.html'), '<p>two</p>')
  launch(home, ['start'])
  assert.equal(asked(home, 'vite'), 2)
  rmSync(join(home, 'dist'), { recursive: true })
  launch(home, ['start'])
  assert.equal(asked(home, 'vite'), 3)
})

test('demo starts the same server on the example', () => {
  assert.match(launch(makeProject(), ['demo']).stdout, /up 1/)
})

test('npm and other programs run on the pinned Node through the script named node', () => {
  const home = makeProject()
  launch(home, ['node', 'npm', 'install', 'left-pad'])
  assert.match(readFileSync(join(home, 'npm-was-asked'), 'utf8'), /\ninstall left-pad\n$/)
  assert.match(launch(home, ['node', '-p', 'process.env.PINNED']).stdout, /^yes$/m)
})

test('an unknown command gets a sentence with the known ones', () => {
  assert.match(launch(makeProject(), ['strat']).stderr, /Нет такой команды: «strat».*start, demo, test/)
})

function begin(home: string) {
  return spawn(process.execPath, ['tools/launch.mjs', 'start'], {
    cwd: home,
    env: environmentOf(home),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

test('signals go on to the server, and the launcher ends as it ends', async () => {
  const home = makeProject()
  const server = `process.on('SIGINT', () => process.exit(7)); setInterval(() => {}, 1000); console.log('up')`
  writeFileSync(join(home, 'server', 'main.ts'), server)
  const launcher = begin(home)
  for await (const text of launcher.stdout) if (String(text).includes('up')) break
  launcher.kill('SIGINT')
  assert.deepEqual(await once(launcher, 'exit'), [7, null])
})

test('when the launcher is killed with -9 the server hears of it', async () => {
  const home = makeProject()
  const server = `import { writeFileSync } from 'node:fs'
    process.on('disconnect', () => { writeFileSync('heard', ''); process.exit() }); setInterval(() => {}, 1000); console.log('up')`
  writeFileSync(join(home, 'server', 'main.ts'), server)
  const launcher = begin(home)
  for await (const text of launcher.stdout) if (String(text).includes('up')) break
  launcher.kill('SIGKILL')
  await until(() => existsSync(join(home, 'heard')))
})

test('the launcher has no syntax that an old Node cannot read before it has said its sentence', () => {
  const text = readFileSync(join(tools, 'launch.mjs'), 'utf8')
  assert.doesNotMatch(text, /^import |\?\?|\?\.|\bawait\b/m)
})
