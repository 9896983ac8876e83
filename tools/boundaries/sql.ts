/**
 * A feature touches only the tables of its own PostgreSQL schema (HOUSE «Layering» 4), and SQL is never glued together
 * from strings (SAFETY.md §3).
 */
import { type HousePlan, placeOf } from './layers.ts'
import { isNode, nameOf, type Node, type Source, type Violation, walk } from './source.ts'

const verbs = new Set(['many', 'maybe', 'one', 'run'])
/** Sessions and jobs are the kernel's work (HOUSE «Tree»), and who calls is found in one statement. */
const kernelKnows = /^(people\.enter|accounts\.session|graphile_worker\.enqueue) /
const looksLikeSql =
  /^\s*(select\s[\s\S]*\sfrom\s|insert\s+into\s|update\s+[\w."]+\s+set\s|delete\s+from\s|with\s+\w+\s+as\s*(not\s+materialized\s*)?\()/i

export function sqlViolations(sources: readonly Source[], plan: HousePlan): Violation[] {
  return sources
    .filter(({ path, isTest }) => path.startsWith('server/') && !isTest && !/^server\/testing\//.test(path))
    .flatMap((source) => fileViolations(source, plan))
}

function fileViolations(source: Source, plan: HousePlan): Violation[] {
  const { path, program, lineAt } = source
  const place = placeOf(path, plan)
  const isKernel = path.startsWith('server/kernel/')
  const schema = place.feature ?? 'kernel'
  const schemas = new Set([...plan.names, 'kernel', 'graphile_worker', 'public', 'pg_catalog', 'information_schema'])
  const found: Violation[] = []
  walk(program, (node, parent) => {
    const sql = taggedSql(node)
    if (sql !== undefined) {
      for (const message of foreignTables(sql, schema, schemas)) {
        if (!isKernel || !kernelKnows.test(message)) found.push({ path, line: lineAt(node.start), message })
      }
    }
    const isString = isKernel ? isMixedSql(node, parent) : isGluedSql(node, parent) || isCallWithSql(node)
    if (isString && !path.startsWith('server/kernel/db/')) {
      found.push({
        path,
        line: lineAt(node.start),
        message: 'SQL is not made from strings: write ctx.tx.many`…${value}…`, values become parameters',
      })
    }
  })
  return found
}

/** The text of tx.many`…`, with `$` where a value stands. */
function taggedSql(node: Node): string | undefined {
  if (node.type !== 'TaggedTemplateExpression' || !verbs.has(nameOf(node.tag) ?? '')) return undefined
  return templateText(node.quasi as Node)
}

function templateText(template: Node): string {
  const quasis = template.quasis as readonly { readonly value: { readonly raw: string } }[]
  return quasis.map((quasi) => quasi.value.raw).join(' $ ')
}

function isGluedSql(node: Node, parent: Node | undefined): boolean {
  if (node.type === 'TemplateLiteral')
    return parent?.type !== 'TaggedTemplateExpression' && looksLikeSql.test(templateText(node))
  return node.type === 'Literal' && typeof node.value === 'string' && looksLikeSql.test(node.value)
}

/** The kernel may hold constant statements, but none with something put in. */
function isMixedSql(node: Node, parent: Node | undefined): boolean {
  if (!isGluedSql(node, parent)) return false
  return node.type === 'TemplateLiteral'
    ? (node.expressions as readonly Node[]).length > 0
    : parent?.type === 'BinaryExpression'
}

/** tx.many('…') and client.query(…): the templates are the only way. */
function isCallWithSql(node: Node): boolean {
  if (node.type !== 'CallExpression' || !isNode(node.callee) || node.callee.type !== 'MemberExpression') return false
  const owner = nameOf(node.callee.object) ?? ''
  const verb = nameOf(node.callee) ?? ''
  if (owner === 'tx') return verbs.has(verb)
  return verb === 'query' && /^(pool|client|pg|db|connection)$/i.test(owner)
}

/** A sentence for each table or function of another schema, and for each table whose schema is not written. */
export function foreignTables(sql: string, own: string, schemas: ReadonlySet<string>): string[] {
  const plain = sql
    .replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .replace(/'(?:[^']|'')*'/g, "''")
    .toLowerCase()
  const found = new Set<string>()
  for (const [, schema = '', name = ''] of plain.matchAll(/(?<![\w.])([a-z_]+)\s*\.\s*([a-z_]+|\$)/g)) {
    if (schemas.has(schema) && schema !== own && schema !== 'kernel' && schema !== 'pg_catalog') {
      found.add(`${schema}.${name} belongs to ${schema}: ask its door, or let it tell a fact`)
    }
  }
  const named = new Set(
    [
      ...plain.matchAll(
        /(?:\bwith\s+(?:recursive\s+)?|,\s*)([a-z_]+)\s*(?:\([^)]*\)\s*)?as\s+(?:not\s+)?(?:materialized\s+)?\(/g,
      ),
    ].map((match) => match[1]),
  )
  for (const table of bareTables(plain)) {
    if (!named.has(table)) found.add(`write the schema of ${table}: ${own}.${table}`)
  }
  return [...found]
}

/** Names without a schema where a table stands; what `from` means in extract(), trim() and `is distinct from` is none. */
function bareTables(plain: string): string[] {
  const found: string[] = []
  const isQuery: boolean[] = [true]
  const tokens = [...plain.matchAll(/[a-z_][a-z_0-9]*|[().,;$]|\d+|\S/g)].map((match) => match[0])
  tokens.forEach((token, at) => {
    if (token === '(')
      isQuery.push(['select', 'with', 'insert', 'update', 'delete', 'values'].includes(tokens[at + 1] ?? ''))
    if (token === ')') isQuery.pop()
    const before = tokens[at - 1] ?? ''
    const isFrom = token === 'from' && before !== 'distinct' && isQuery.at(-1) === true
    const isUpdate = token === 'update' && !['for', 'do', 'key'].includes(before) && isQuery.at(-1) === true
    const isUsing = token === 'using' && isQuery.at(-1) === true && tokens[at + 1] !== '('
    if (!isFrom && !isUpdate && !isUsing && token !== 'join' && token !== 'into') return
    const next = tokens.slice(at + 1).find((one) => one !== 'lateral' && one !== 'only') ?? ''
    const after = tokens[tokens.indexOf(next, at + 1) + 1]
    if (/^[a-z_]/.test(next) && after !== '.' && after !== '(' && next !== 'select') found.push(next)
  })
  return found
}
