/** Habits that are unsafe wherever they stand: role tests, raw HTML, sleeping tests, a scattered environment. */
import { isNode, nameOf, type Node, type Source, type Violation, walk } from './source.ts'

const roleNames = new Set(['admin', 'extra-admin', 'director', 'deputy', 'teacher', 'staff', 'pupil', 'parent'])
const listTests = new Set(['includes', 'has', 'some', 'every', 'find', 'filter', 'indexOf'])
const comparisons = new Set(['===', '!==', '==', '!='])

/** The policy is the one place that tests roles; people stores them; the example invents people and gives them roles. */
const mayTestRoles = /^(contract\/kernel\/policy\.ts$|server\/features\/(people|setup\/example)\/)/
/** The embedded PostgreSQL gets a PATH and nothing else. */
const mayReadEnvironment = /^server\/(main\.ts$|kernel\/(config|postgres)\/)/

export function habitViolations(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) => {
    const rules = rulesFor(source)
    const found: Violation[] = []
    walk(source.program, (node) => {
      for (const rule of rules) {
        const message = rule(node)
        if (message) found.push({ path: source.path, line: source.lineAt(node.start), message })
      }
    })
    return found
  })
}

type Rule = (node: Node) => string | undefined

function rulesFor({ path, isTest }: Source): Rule[] {
  const rules: Rule[] = []
  const isProduct = /^(server|web|contract)\//.test(path) && !isTest && !path.startsWith('server/testing/')
  if (isProduct && !mayTestRoles.test(path)) rules.push(roleTest)
  if (path.startsWith('web/')) rules.push(rawHtml)
  if (isTest) rules.push(sleeping)
  if (isProduct && path.startsWith('server/') && !mayReadEnvironment.test(path)) rules.push(environment)
  if (isProduct) rules.push(evaluation)
  return rules
}

const askPolicy = 'no role test outside the policy: work out a Relation and ask decide(), ctx.may or ctx.demand'

function roleTest(node: Node): string | undefined {
  if (node.type === 'CallExpression' && isNode(node.callee) && node.callee.type === 'MemberExpression') {
    const list = nameOf(node.callee.object)
    if (listTests.has(nameOf(node.callee) ?? '') && (list === 'roles' || list === 'columns')) return askPolicy
    const tested =
      isNode(node.callee.object) && node.callee.object.type === 'ArrayExpression' && nameOf(node.callee) === 'includes'
    const arg = Array.isArray(node.arguments) ? nameOf(node.arguments[0]) : undefined
    if (tested && arg === 'role') return askPolicy
  }
  if (node.type === 'SwitchStatement' && nameOf(node.discriminant) === 'role') return askPolicy
  if (node.type === 'BinaryExpression' && comparisons.has(String(node.operator))) {
    const sides = [node.left, node.right]
    const isRoleName = sides.some(
      (side) => isNode(side) && side.type === 'Literal' && roleNames.has(String(side.value)),
    )
    if (isRoleName && sides.some((side) => nameOf(side) === 'role' || isFirstRole(side))) return askPolicy
  }
  return undefined
}

/** roles[0] */
function isFirstRole(node: unknown): boolean {
  return isNode(node) && node.type === 'MemberExpression' && node.computed === true && nameOf(node.object) === 'roles'
}

const htmlSinks = new Set(['innerHTML', 'outerHTML', 'srcdoc', 'srcDoc'])
const noHtml = 'text is drawn as text: make React nodes of it, no raw HTML'

function rawHtml(node: Node): string | undefined {
  if (nameOf(node) === 'dangerouslySetInnerHTML' && node.type !== 'MemberExpression') return noHtml
  if (node.type === 'JSXAttribute' && htmlSinks.has(nameOf(node.name) ?? '')) return noHtml
  if (node.type === 'AssignmentExpression' && htmlSinks.has(nameOf(node.left) ?? '')) return noHtml
  const called = node.type === 'CallExpression' ? nameOf(node.callee) : undefined
  return called === 'insertAdjacentHTML' || called === 'createContextualFragment' ? noHtml : undefined
}

const waits = new Set(['setTimeout', 'setInterval', 'sleep', 'delay', 'waitForTimeout'])

function sleeping(node: Node): string | undefined {
  const called = node.type === 'CallExpression' ? (nameOf(node.callee) ?? '') : ''
  const imported = node.type === 'ImportDeclaration' && isNode(node.source) ? String(node.source.value) : ''
  if (!waits.has(called) && !/^(node:)?timers/.test(imported)) return undefined
  return 'tests wait for conditions and events, never for time: use server/testing, expect.poll or AbortSignal.timeout'
}

function environment(node: Node): string | undefined {
  const isEnv = node.type === 'MemberExpression' && nameOf(node) === 'env' && nameOf(node.object) === 'process'
  return isEnv ? 'only server/main.ts reads the environment: take it from ctx.config' : undefined
}

function evaluation(node: Node): string | undefined {
  const isEval = node.type === 'CallExpression' && nameOf(node.callee) === 'eval'
  const isFunction = node.type === 'NewExpression' && nameOf(node.callee) === 'Function'
  return isEval || isFunction
    ? 'no code is made from text: the page forbids it (CSP), and so does the server'
    : undefined
}
