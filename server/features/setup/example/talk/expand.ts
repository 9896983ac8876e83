/** Turns a line of a script into what somebody says: chooses, agrees genders, fills slots. */
import type { Gender } from '../declension.ts'
import type { Chance } from '../random.ts'

export interface Words {
  /** The gender that `[…|…]` agrees with: '' the speaker, 'c' the speaker's child, 'A', 'Ac', 'p' … */
  gender(whose: string): Gender
  /** What stands for `$key` or `$A.key.g`. */
  slot(path: readonly string[]): string
}

/** `way` settles the first choice of a linked line. */
export function expand(text: string, words: Words & { readonly luck: Chance; readonly way: number | null }): string {
  const first = words.way === null ? null : firstChoice(text)
  const settled = first ? first.before + (first.options[words.way ?? 0] ?? '') + first.behind : text
  const chosen = choose(settled, words.luck)
  const agreed = chosen.replace(/\[(?:\w+:)?[^[\]|]*\|[^[\]|]*\]/g, (pair) => agree(pair.slice(1, -1), words))
  const filled = agreed.replace(/\$([A-Za-z0-9]+(?:\.[A-Za-z]+)*)/g, (_, path: string) => words.slot(path.split('.')))
  return chosen.startsWith('$') ? filled.charAt(0).toUpperCase() + filled.slice(1) : filled
}

/** «забыл|забыла», «c:забыл|забыла» */
function agree(pair: string, words: Words): string {
  const [, whose = '', forms = pair] = /^(\w+):(.*)$/.exec(pair) ?? []
  const [masculine = '', feminine = ''] = forms.split('|')
  return words.gender(whose) === 'm' ? masculine : feminine
}

interface Choice {
  readonly before: string
  readonly options: readonly string[]
  readonly behind: string
}

/** The first choice of a line with its options, which may hold choices themselves. */
export function firstChoice(text: string): Choice | null {
  const start = text.indexOf('{')
  if (start < 0) return null
  const options: string[] = []
  let depth = { brace: 0, bracket: 0 }
  let option = ''
  for (let at = start; at < text.length; at += 1) {
    const char = text[at] ?? ''
    if (char === '{') depth = { ...depth, brace: depth.brace + 1 }
    if (char === '}') depth = { ...depth, brace: depth.brace - 1 }
    if (char === '[') depth = { ...depth, bracket: depth.bracket + 1 }
    if (char === ']') depth = { ...depth, bracket: depth.bracket - 1 }
    const isOuter = depth.brace === 1 && depth.bracket === 0
    if (depth.brace === 0)
      return { before: text.slice(0, start), options: [...options, option], behind: text.slice(at + 1) }
    if (char === '|' && isOuter) {
      options.push(option)
      option = ''
    } else if (at > start) option += char
  }
  throw new Error(`a brace is missing in: ${text}`)
}

/** Innermost choices first, until none is left. */
function choose(text: string, luck: Chance): string {
  let open = text
  while (open.includes('{')) {
    const next = open.replace(/\{([^{}]*)\}/g, (_, options: string) => luck.pick(options.split(/\|(?![^[]*\])/)))
    if (next === open) throw new Error(`a brace is missing in: ${text}`)
    open = next
  }
  return open
}
