/** Regular expressions that long hostile input cannot slow down (SAFETY.md §3, ReDoS). */
import { isNode, nameOf, type Node, type Source, type Violation, walk } from './source.ts'

export function regexViolations(sources: readonly Source[]): Violation[] {
  const product = sources.filter(
    ({ path, isTest }) => /^(contract|server|web)\//.test(path) && !isTest && !path.startsWith('server/testing/'),
  )
  return product.flatMap(({ path, program, lineAt }) => {
    const found: Violation[] = []
    walk(program, (node) => {
      const pattern = patternOf(node)
      if (pattern !== undefined && hasRepeatedRepetition(pattern)) {
        found.push({
          path,
          line: lineAt(node.start),
          message: `/${pattern}/ repeats a repetition: give each round a sign it must begin with`,
        })
      }
      if (isMadeFromText(node)) {
        found.push({
          path,
          line: lineAt(node.start),
          message: 'no regular expression from text that others wrote: compare strings',
        })
      }
    })
    return found
  })
}

function patternOf(node: Node): string | undefined {
  const regex = node.type === 'Literal' ? (node.regex as { pattern?: unknown } | undefined) : undefined
  return typeof regex?.pattern === 'string' ? regex.pattern : undefined
}

function isMadeFromText(node: Node): boolean {
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return false
  if (!isNode(node.callee) || node.callee.type !== 'Identifier' || nameOf(node.callee) !== 'RegExp') return false
  const first = (node.arguments as readonly Node[])[0]
  return first?.type !== 'Literal'
}

/** One place in a pattern: a sign, a class or a group, and how often it stands. */
interface Piece {
  readonly isUnbounded: boolean
  readonly mayBeAbsent: boolean
}

/**
 * Whether a group is repeated without bound, and one of its alternatives is made of nothing but repetitions or optional
 * parts: `(a+)+`, `(\s*\w*)*`. An alternative with a sign that must stand, as in `(-[a-z]+)*`, divides the rounds.
 */
export function hasRepeatedRepetition(pattern: string): boolean {
  let isFound = false
  let at = 0

  /** Reads alternatives up to the closing bracket; says whether some alternative holds a repetition and nothing sure. */
  function alternatives(): boolean {
    let isLoose = false
    let pieces: Piece[] = []
    const close = () => {
      isLoose ||=
        pieces.some((piece) => piece.isUnbounded) && pieces.every((piece) => piece.isUnbounded || piece.mayBeAbsent)
      pieces = []
    }
    while (at < pattern.length && pattern[at] !== ')') {
      if (pattern[at] === '|') {
        close()
        at++
      } else {
        const piece = readPiece()
        if (piece) pieces.push(piece)
      }
    }
    close()
    return isLoose
  }

  /** Nothing for what has no width: anchors and look-arounds. */
  function readPiece(): Piece | undefined {
    const start = at
    const isGroup = pattern[at] === '('
    const isInside = isGroup ? readGroup() : readSign()
    const repetition = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(pattern.slice(at))?.[0] ?? ''
    at += repetition.length
    const isUnbounded = /^(?:[*+]|\{\d+,\})/.test(repetition)
    if (isGroup && isInside && isUnbounded) isFound = true
    const hasNoWidth = /^(?:[\^$]|\\[bB]|\(\?<?[=!])/.test(pattern.slice(start))
    return hasNoWidth
      ? undefined
      : { isUnbounded: isUnbounded || (isGroup && isInside), mayBeAbsent: /^(?:[*?]|\{0)/.test(repetition) }
  }

  function readGroup(): boolean {
    at += /^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(pattern.slice(at))?.[0].length ?? 1
    const isLoose = alternatives()
    at++
    return isLoose
  }

  function readSign(): boolean {
    if (pattern[at] === '[') at += /^\[(?:\\.|[^\]\\])*\]/.exec(pattern.slice(at))?.[0].length ?? 1
    else if (pattern[at] === '\\')
      at += /^\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|k<\w+>|.)/.exec(pattern.slice(at))?.[0].length ?? 2
    else at++
    return false
  }

  alternatives()
  return isFound
}
