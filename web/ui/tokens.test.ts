import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const themes = { light: block(':root {'), dark: block(":root[data-theme='dark'] {") }

const surfaces = ['paper', 'surface', 'surface-2', 'hover', 'mine', 'board-soft']
const inks = ['ink', 'ink-2', 'ink-3', 'board-ink']
/** Every pair of text and ground that the screens use. */
const pairs: [string, string][] = [
  ...surfaces.flatMap((ground) => inks.map((ink): [string, string] => [ink, ground])),
  ['on-board', 'board'],
  ['on-board', 'board-strong'],
  ['bell-ink', 'bell-soft'],
  ['on-bell', 'bell'],
  ['coral', 'coral-soft'],
  ['coral', 'surface'],
  ['coral', 'surface-2'],
  ['coral', 'paper'],
  ['on-coral', 'coral'],
  ['sky', 'sky-soft'],
  ['surface', 'ink'],
  ...[1, 2, 3, 4, 5, 6, 7, 8].flatMap((n): [string, string][] => [
    ['on-tile', `a${n}`],
    [`a${n}`, 'surface'],
  ]),
]

for (const [name, tokens] of Object.entries(themes)) {
  for (const [ink, ground] of pairs) {
    test(`in the ${name} theme ${ink} can be read on ${ground}`, () => {
      const ratio = contrast(colour(tokens, ink), colour(tokens, ground))
      assert.ok(ratio >= 4.5, `${ratio.toFixed(2)} : 1`)
    })
  }
}

for (const [name, tokens] of Object.entries(themes)) {
  for (const n of [1, 2, 3, 4, 5, 6, 7, 8]) {
    test(`in the ${name} theme the initials of avatar ${n} can be read`, () => {
      const own = colour(tokens, `a${n}`)
      const letters = mix(own, colour(tokens, 'ink'), 0.85)
      const ground = mix(own, colour(tokens, 'surface'), 0.16)
      assert.ok(contrast(letters, ground) >= 4.5, `${contrast(letters, ground).toFixed(2)} : 1`)
    })
  }
}

test('both themes name the same tokens', () => {
  const shapes = /^r-/
  const names = (tokens: Map<string, string>) => [...tokens.keys()].filter((key) => !shapes.test(key)).toSorted()
  assert.deepEqual(names(themes.light), names(themes.dark))
})

function block(opening: string): Map<string, string> {
  const start = css.indexOf(opening)
  const body = css.slice(start + opening.length, css.indexOf('}', start))
  return new Map([...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((found) => [found[1]!, found[2]!]))
}

function colour(tokens: Map<string, string>, name: string): [number, number, number] {
  const hex = (tokens.get(name) ?? assert.fail(`no token ${name}`)).replace('#', '')
  const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex
  return [0, 2, 4].map((at) => Number.parseInt(full.slice(at, at + 2), 16) / 255) as [number, number, number]
}

/** As `color-mix(in srgb, one share, other)` of Avatar.tsx. */
function mix(one: [number, number, number], other: [number, number, number], share: number): [number, number, number] {
  return [0, 1, 2].map((at) => one[at]! * share + other[at]! * (1 - share)) as [number, number, number]
}

/** WCAG 2.2 contrast ratio. */
function contrast(one: [number, number, number], other: [number, number, number]): number {
  const [low, high] = [luminance(one), luminance(other)].toSorted((x, y) => x - y) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

function luminance(rgb: [number, number, number]): number {
  const [r, g, b] = rgb.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [
    number,
    number,
    number,
  ]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
