/** The files of the house, parsed once for all rules. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { type Comment, parseSync } from 'oxc-parser'

/** A node of the syntax tree, seen loosely: rules ask for what they need. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

export interface Import {
  readonly specifier: string
  /** Path below the root, or undefined for packages and what does not exist. */
  readonly path: string | undefined
  /** Erased before running: `import type`. */
  readonly isType: boolean
  /** Runs only when asked for: `import()`. */
  readonly isLazy: boolean
  readonly line: number
}

export interface Source {
  /** Below the root, with forward slashes. */
  readonly path: string
  readonly text: string
  readonly lines: number
  readonly isTest: boolean
  readonly isGenerated: boolean
  readonly program: Node
  readonly comments: readonly Comment[]
  readonly imports: readonly Import[]
  lineAt(offset: number): number
}

export interface Violation {
  readonly path: string
  readonly line: number
  readonly message: string
}

const patterns = ['house.ts', '*.config.ts', '{contract,server,texts,web,media,bench,e2e,tools}/**/*.{ts,tsx,mjs}']

/** Every source file below the root, packages and built files left out. */
export function readTree(root: string): Source[] {
  const found = globSync(patterns, { cwd: root, exclude: (name) => name === 'node_modules' || name === 'dist' })
  return found
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => readSource(root, path))
}

export function isTestPath(path: string): boolean {
  return /\.(test|fault)\.tsx?$/.test(path) || path.startsWith('e2e/')
}

function readSource(root: string, path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  const parsed = parseSync(path, text)
  const error = parsed.errors[0]
  if (error) throw new Error(`${path} does not parse: ${error.message}`)
  const program = parsed.program as unknown as Node
  const starts = lineStarts(text)
  const lineAt = (offset: number) => starts.findLastIndex((start) => start <= offset) + 1
  return {
    path,
    text,
    lines: text === '' ? 0 : starts.length - (text.endsWith('\n') ? 1 : 0),
    isTest: isTestPath(path),
    isGenerated: path.includes('.gen.'),
    program,
    comments: parsed.comments,
    imports: importsOf(program, lineAt, (specifier) => resolve(root, path, specifier)),
    lineAt,
  }
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

function importsOf(
  program: Node,
  lineAt: Source['lineAt'],
  pathOf: (specifier: string) => string | undefined,
): Import[] {
  const found: Import[] = []
  const add = (node: Node, source: unknown, kind: { isType: boolean; isLazy: boolean }) => {
    const specifier = isNode(source) && typeof source.value === 'string' ? source.value : undefined
    if (specifier === undefined) return
    found.push({ specifier, path: pathOf(specifier), ...kind, line: lineAt(node.start) })
  }
  walk(program, (node) => {
    if (node.type === 'ImportDeclaration') add(node, node.source, { isType: node.importKind === 'type', isLazy: false })
    if (node.type === 'ExportNamedDeclaration' || node.type === 'ExportAllDeclaration') {
      add(node, node.source, { isType: node.exportKind === 'type', isLazy: false })
    }
    if (node.type === 'ImportExpression') add(node, node.source, { isType: false, isLazy: true })
    if (node.type === 'TSImportType') add(node, node.source ?? node.argument, { isType: true, isLazy: false })
  })
  return found
}

const aliases: readonly (readonly [string, string])[] = [
  ['#contract/', 'contract/'],
  ['#server/', 'server/'],
  ['#web/', 'web/'],
  ['#texts/', 'texts/'],
]

/** Where a specifier leads below the root; packages lead nowhere. */
function resolve(root: string, from: string, specifier: string): string | undefined {
  if (specifier === '#house') return 'house.ts'
  const alias = aliases.find(([prefix]) => specifier.startsWith(prefix))
  if (alias) return alias[1] + specifier.slice(alias[0].length)
  if (!specifier.startsWith('.')) return undefined
  const path = normalize(join(dirname(from), specifier))
    .replaceAll('\\', '/')
    .replace(/\?.*$/, '')
  return existsSync(join(root, path)) || /\.tsx?$/.test(path) ? path : `${path}.ts`
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}

/** Depth first, parents before children. */
export function walk(node: Node, visit: (node: Node, parent: Node | undefined) => void, parent?: Node): void {
  visit(node, parent)
  for (const key in node) {
    const value = node[key]
    if (Array.isArray(value)) {
      for (const one of value) if (isNode(one)) walk(one, visit, node)
    } else if (isNode(value)) {
      walk(value, visit, node)
    }
  }
}

/** The name of an identifier or of the last part of `a.b.c`. */
export function nameOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return String(node.name)
  if (node.type === 'MemberExpression' && node.computed !== true) return nameOf(node.property)
  if (node.type === 'ChainExpression' || node.type === 'TSNonNullExpression') return nameOf(node.expression)
  return undefined
}
