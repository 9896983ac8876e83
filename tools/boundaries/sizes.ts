/** How long files and functions may be, and how much of the web is tests: HOUSE «Layering» 5. */
import { isNode, nameOf, type Node, type Source, type Violation, walk } from './source.ts'

const limits = {
  source: 300,
  test: 600,
  function: 60,
  component: 80,
  params: 3,
  median: 60,
  ninth: 200,
  browserTests: 0.3,
}

export function sizeViolations(sources: readonly Source[]): Violation[] {
  const own = sources.filter((source) => !source.isGenerated)
  return own.flatMap((source) => [...fileViolations(source), ...functionViolations(source)])
}

function fileViolations({ path, lines, isTest }: Source): Violation[] {
  const limit = isTest ? limits.test : limits.source
  if (lines <= limit) return []
  return [
    { path, line: limit, message: `${lines} lines, at most ${limit}: take a part out that has a name of its own` },
  ]
}

const functions = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])

/** Tests tell stories, and testing builds worlds: their functions may be long. */
function functionViolations({ path, program, isTest, lineAt }: Source): Violation[] {
  if (isTest || path.startsWith('server/testing/')) return []
  const found: Violation[] = []
  walk(program, (node, parent) => {
    if (!functions.has(node.type)) return
    const line = lineAt(node.start)
    const name = nameOf(node.id) ?? nameOf(parent?.id) ?? nameOf(parent?.key) ?? 'this function'
    const length = lineAt(node.end) - line + 1
    const limit = isComponent(path, node) ? limits.component : limits.function
    if (length > limit) {
      found.push({
        path,
        line,
        message: `${name} has ${length} lines, at most ${limit}: split it where a comment would stand`,
      })
    }
    const params = paramsOf(node)
    if (params > limits.params) {
      found.push({
        path,
        line,
        message: `${name} takes ${params} parameters, at most ${limits.params}: make them one object`,
      })
    }
  })
  return found
}

/** Functions of a component file that answer with markup, which the formatter lays out one attribute a line. */
function isComponent(path: string, node: Node): boolean {
  if (!path.endsWith('.tsx')) return false
  let hasMarkup = false
  walk(node, ({ type }) => {
    if (type === 'JSXElement' || type === 'JSXFragment') hasMarkup = true
  })
  return hasMarkup
}

/** TypeScript's `this` parameter is erased and does not count. */
function paramsOf(node: Node): number {
  const params = Array.isArray(node.params) ? node.params : []
  return params.filter((one) => isNode(one) && nameOf(one) !== 'this').length
}

export interface Proportions {
  readonly median: number
  readonly ninth: number
  /** Lines of browser tests per line of the web. */
  readonly browserTests: number
}

export function proportionsOf(sources: readonly Source[]): Proportions {
  const sizes = sources
    .filter((one) => !one.isTest && !one.isGenerated)
    .map((one) => one.lines)
    .sort((a, b) => a - b)
  const isWeb = ({ path }: Source) => path.startsWith('web/')
  const web = total(sources.filter((one) => isWeb(one) && !one.isTest && !one.isGenerated))
  const tests = total(sources.filter((one) => one.isTest && (isWeb(one) || one.path.startsWith('e2e/'))))
  return {
    median: sizes[Math.floor(sizes.length / 2)] ?? 0,
    ninth: sizes[Math.floor(sizes.length * 0.9)] ?? 0,
    browserTests: web === 0 ? 1 : tests / web,
  }
}

function total(sources: readonly Source[]): number {
  return sources.reduce((sum, source) => sum + source.lines, 0)
}

export function proportionViolations({ median, ninth, browserTests }: Proportions): Violation[] {
  const found: string[] = []
  if (median > limits.median)
    found.push(`the median of files is ${median} lines, at most ${limits.median}: the larger ones hold several things`)
  if (ninth > limits.ninth)
    found.push(`nine of ten files have up to ${ninth} lines, at most ${limits.ninth}: split the largest`)
  if (browserTests < limits.browserTests) {
    found.push(
      `browser tests are ${browserTests.toFixed(2)} of the web's lines, at least ${limits.browserTests}: test the newest screens`,
    )
  }
  return found.map((message) => ({ path: 'house.ts', line: 1, message }))
}
