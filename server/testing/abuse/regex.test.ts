/** Regular expressions of ours on long hostile texts: the work grows with the length, not with its square. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFileSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'

const root = join(import.meta.dirname, '../../..')

interface Found {
  readonly where: string
  readonly regex: RegExp
}

/** Every regular expression that stands in the product's sources. */
function regexes(): Found[] {
  const files = globSync('{contract,server,web,texts}/**/*.{ts,tsx}', { cwd: root }).filter(
    (path) => !/\.test\.|\/testing\/|\.gen\./.test(path),
  )
  return files.flatMap((path) => {
    const found: Found[] = []
    const { program } = parseSync(path, readFileSync(join(root, path), 'utf8'))
    JSON.stringify(program, (_key, node: unknown) => {
      const regex =
        typeof node === 'object' && node !== null && 'regex' in node
          ? (node.regex as { pattern: string; flags: string })
          : null
      if (regex)
        found.push({ where: `${path} /${regex.pattern}/${regex.flags}`, regex: new RegExp(regex.pattern, regex.flags) })
      return typeof node === 'bigint' ? String(node) : node
    })
    return found
  })
}

/** Openings repeated without end, and something at last that fits nothing. */
const pieces = [
  'a',
  'A1',
  ' ',
  '0',
  '1.',
  'я',
  '-',
  '_',
  '<',
  '[',
  '(',
  '*',
  '`',
  '~',
  '@',
  'a@a.',
  'a.',
  '/',
  'http://',
  'https://a',
  ': ',
  '\n',
  '\n\n',
  '. ',
  '**',
  '](',
  '+7',
  '#',
  '"',
  ';',
  '=',
  '\u0301',
  'ё\u0301',
  'www.',
  '{',
  '&',
  ',',
]
const ends = ['', '\u0001', '!', 'x\u0001']

function text(piece: string, end: string, length: number): string {
  return piece.repeat(Math.ceil(length / piece.length)).slice(0, length - end.length) + end
}

/** The least of several times, ms: what the work takes when nothing else runs. */
function cost(regex: RegExp, subject: string, rounds: number): number {
  const all = new RegExp(regex.source, regex.flags.includes('g') ? regex.flags : `${regex.flags}g`)
  let least = Infinity
  for (let round = 0; round < rounds; round++) {
    const started = performance.now()
    subject.replace(all, '')
    least = Math.min(least, performance.now() - started)
  }
  return least
}

/** How many times the work of 16 KB the work of 64 KB is; 1 where it is too little to be told from noise. */
function growth(regex: RegExp, piece: string, end: string): number {
  // a square takes several milliseconds for 16 KB already
  if (cost(regex, text(piece, end, 16 * 1024), 1) < 2) return 1
  const small = cost(regex, text(piece, end, 16 * 1024), 4)
  return small < 2 ? 1 : cost(regex, text(piece, end, 64 * 1024), 2) / small
}

test('no expression of ours takes sixteen times the work for four times the text', () => {
  const all = regexes()
  assert.ok(all.length > 20, `only ${all.length} found`)
  const bad = all.flatMap(({ where, regex }) => {
    const piece = pieces.find((one) => ends.some((end) => growth(regex, one, end) > 9))
    return piece === undefined ? [] : [`${where} on ${JSON.stringify(piece)}…`]
  })
  assert.deepEqual(bad, [])
})

test('this way of looking would notice a bad one', () => {
  const bad = /(\s*,\s*)*;/
  const [small, large] = [2, 8].map((kilobytes) => cost(bad, text(' ', '!', kilobytes * 1024), 3))
  assert.ok(large! / small! > 9, `${large! / small!}`)
})
