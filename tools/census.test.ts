import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { before, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { house } from '../house.ts'
import { calls } from '../contract/api.ts'
import { actionsOf, type AuditClass, type Caller, type RateClass } from '../contract/kernel/define.ts'
import { commonStatus } from '../contract/kernel/errors.ts'
import { cellOf, columns, columnsOf, needsFactor } from '../contract/kernel/policy.ts'
import { role } from '../contract/people.ts'
import { table } from '../contract/permissions.gen.ts'
import { type Import, isNode, nameOf, type Node, readTree, type Source, walk } from './boundaries/source.ts'
import { schema } from './openapi.ts'
import { registeredCalls } from './permissions-built.ts'

const root = resolve(import.meta.dirname, '..')
const all = [...calls.values()]
const rates: readonly RateClass[] = ['read', 'write', 'send', 'mark', 'sign-in', 'public-write']
const audits: readonly AuditClass[] = ['none', 'ledger']
const callers: readonly Caller[] = ['anyone', 'account', 'person', 'operator']

/** Messages of the browser's WebAuthn, checked by the server's library: their keys are not ours. */
const foreign = new Set(['accounts.passkeySignIn.response', 'accounts.confirmPasskey.response'])

describe('every call', () => {
  test('has rows of the table of rights, all of which exist', () => {
    for (const call of all) {
      assert.ok(actionsOf(call).length > 0, call.name)
      for (const action of actionsOf(call)) assert.ok(action in table, `${call.name}: ${action}`)
    }
  })

  test('has a rate class, an audit class and a caller', () => {
    for (const call of all) {
      assert.ok(rates.includes(call.rate), call.name)
      assert.ok(audits.includes(call.audit), call.name)
      assert.ok(callers.includes(call.caller), call.name)
      assert.ok(call.kind === 'command' || call.audit === 'none', `${call.name}: a query leaves no line in the ledger`)
    }
  })

  test('that a stranger may call stands open to outsiders in the table', () => {
    for (const call of all.filter((one) => one.caller === 'anyone')) {
      const isOpen = actionsOf(call).some((action) => /^[PO]$/.test(cellOf(action, 'OUT')))
      assert.ok(isOpen, `${call.name} is for anyone, but ${actionsOf(call).join()} is closed to outsiders`)
    }
  })

  test('of the operator is open to nobody else', () => {
    for (const call of all.filter((one) => one.caller === 'operator')) {
      for (const action of actionsOf(call)) assert.equal(cellOf(action, columns[0]), 'X', `${call.name}: ${action}`)
    }
  })

  test('refuses unknown keys at every depth of its input', () => {
    for (const call of all) {
      for (const path of openObjects(schema(call.input, 'input'), call.name)) {
        assert.ok(foreign.has(path), `${path} takes unknown keys: use z.strictObject`)
      }
    }
  })

  test('bounds its texts and lists', () => {
    const open = all.flatMap((call) => unbounded(schema(call.input, 'input'), call.name))
    assert.deepEqual(
      open.filter((path) => !foreign.has(path)),
      [],
    )
  })

  test('has a handler, and no handler stands without a call', async () => {
    const registered = await registeredCalls()
    assert.deepEqual(
      [...calls.keys()].filter((name) => !registered.has(name)),
      [],
    )
    assert.deepEqual(
      [...registered].filter((name) => !calls.has(name)),
      [],
    )
  })
})

/** Codes that checks of the contract give to a field: `z.refine(…, 'bad_inn')`, `z.regex(…, 'six_digits')`. */
function fieldCodes(): string[] {
  const found: string[] = []
  for (const { path, program, isTest } of readTree(root)) {
    if (!path.startsWith('contract/') || isTest) continue
    walk(program, (node) => {
      if (node.type !== 'CallExpression' || !['refine', 'regex'].includes(nameOf(node.callee) ?? '')) return
      const code = (node.arguments as readonly Node[])[1]
      if (code?.type === 'Literal') found.push(String(code.value))
    })
  }
  return found
}

test('every refusal has its words in both languages', () => {
  const own = fieldCodes()
  assert.ok(own.includes('six_digits') && own.includes('bad_inn'))
  const codes = new Set([...Object.keys(commonStatus), ...all.flatMap((call) => call.errors), ...own])
  for (const catalogue of ['ru', 'en']) {
    const text = readFileSync(`${root}/texts/${catalogue}.po`, 'utf8')
    const missing = [...codes].filter((code) => !new RegExp(`^msgid "error\\.${code}"$`, 'm').test(text))
    assert.deepEqual(missing, [], `texts/${catalogue}.po lacks error.<code>`)
  }
  const russian = readFileSync(`${root}/texts/ru.po`, 'utf8')
  const empty = [...codes].filter((code) =>
    new RegExp(`^msgid "error\\.${code}"\\nmsgstr ""\\n(?!")`, 'm').test(russian),
  )
  assert.deepEqual(empty, [], 'texts/ru.po has no words for error.<code>')
})

test('statements of the database that ask for a second factor ask the same roles as the policy', () => {
  const asked = globSync('migrations/*.sql', { cwd: root }).flatMap((path) =>
    [...readFileSync(`${root}/${path}`, 'utf8').matchAll(/\brole in\s*\(([^)]*)\)/g)]
      .map((match) => [...(match[1] ?? '').matchAll(/'([a-z-]+)'/g)].map((one) => one[1]).sort())
      .filter((roles) => roles.length < role.options.length),
  )
  const obliged = role.options.filter((one) => needsFactor(columnsOf([one], false, false))).sort()
  assert.ok(asked.length > 0)
  for (const roles of asked) assert.deepEqual(roles, obliged)
})

test('every feature of the house has its contract, its server folder and a place in the list', () => {
  for (const { name, purpose } of house) {
    assert.ok(purpose.length > 10, `${name} says what it is for`)
    assert.ok(existsSync(`${root}/contract/${name}.ts`), `contract/${name}.ts`)
    assert.ok(existsSync(`${root}/server/features/${name}/index.ts`), `server/features/${name}/index.ts`)
  }
})

describe('tests', () => {
  const byExport = new Map<string, string>()
  before(async () => {
    for (const file of globSync('contract/*.ts', { cwd: root }).filter((path) => !path.endsWith('.test.ts'))) {
      const exports = (await import(pathToFileURL(`${root}/${file}`).href)) as Record<
        string,
        { name?: string } | undefined
      >
      for (const [key, value] of Object.entries(exports)) {
        if (value?.name !== undefined && calls.has(value.name)) byExport.set(`${file}:${key}`, value.name)
      }
    }
  })

  test('speak of every call', () => {
    const spoken = new Set<string>()
    for (const source of readTree(root)) {
      if (!source.isTest || !source.path.startsWith('server/')) continue
      for (const used of usedExports(source)) spoken.add(byExport.get(used) ?? '')
    }
    assert.deepEqual(
      [...calls.keys()].filter((name) => !spoken.has(name)),
      [],
    )
  })
})

/** `contract/chats.ts:send` for each export of the contract that a test imports by name or through its namespace. */
function usedExports(source: Source): string[] {
  const files = new Map(source.imports.map((one: Import) => [one.specifier, one.path]))
  const namespaces = new Map<string, string>()
  const found: string[] = []
  walk(source.program, (node) => {
    if (node.type === 'ImportDeclaration') {
      const file = files.get(String((node.source as Node).value)) ?? ''
      for (const specifier of node.specifiers as readonly Node[]) {
        if (specifier.type === 'ImportSpecifier') found.push(`${file}:${nameOf(specifier.imported)}`)
        if (specifier.type === 'ImportNamespaceSpecifier') namespaces.set(nameOf(specifier.local) ?? '', file)
      }
    }
    if (node.type === 'MemberExpression' && isNode(node.object) && node.object.type === 'Identifier') {
      const file = namespaces.get(nameOf(node.object) ?? '')
      if (file) found.push(`${file}:${nameOf(node)}`)
    }
  })
  return found
}

type JsonSchema = Record<string, unknown>

/** Paths of objects that take keys that nobody declared. */
function openObjects(of: JsonSchema, path: string): string[] {
  const isOpen = of['type'] === 'object' && of['additionalProperties'] !== false && !isMap(of)
  return [...(isOpen ? [path] : []), ...inside(of, path, openObjects)]
}

/** z.record with declared values: keys are data. */
function isMap(of: JsonSchema): boolean {
  const values = of['additionalProperties']
  return typeof values === 'object' && values !== null && Object.keys(values).length > 0
}

/** Paths of texts without a length, format, pattern or choice, and of lists without a greatest length. */
function unbounded(of: JsonSchema, path: string): string[] {
  const isText =
    of['type'] === 'string' && ['maxLength', 'format', 'pattern', 'enum', 'const'].every((key) => !(key in of))
  const isList = of['type'] === 'array' && !('maxItems' in of)
  return [...(isText || isList ? [path] : []), ...inside(of, path, unbounded)]
}

function inside(of: JsonSchema, path: string, look: (of: JsonSchema, path: string) => string[]): string[] {
  const properties = Object.entries((of['properties'] ?? {}) as Record<string, JsonSchema>)
  const choices = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => (of[key] ?? []) as JsonSchema[])
  const items = isNodeLike(of['items']) ? look(of['items'], `${path}[]`) : []
  return [
    ...properties.flatMap(([key, one]) => look(one, `${path}.${key}`)),
    ...choices.flatMap((one) => look(one, path)),
    ...items,
  ]
}

function isNodeLike(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null
}
