/** Turns a line of a script into what somebody says: chooses, agrees genders, fills slots. */
import type { Gender } from '../declension.ts'
import type { Chance } from '../random.ts'

export interface Words {
  /** The gender that `[…|…]` agrees with: '' the speaker, 'c' the speaker's child, 'A', 'Ac', 'p' … */
  gender(whose: string): Gender
  /** What stands for `$key` or `$A.key.g`. */
  slot(path: readonly string[]): string
}

export function expand(text: string, luck: Chance, words: Words): string {
  const chosen = choose(text, luck)
  const agreed = chosen.replace(/\[(?:(\w+):)?([^[\]|]*)\|([^[\]|]*)\]/g, (_, whose: string | undefined, m: string, f: string) =>
    words.gender(whose ?? '') === 'm' ? m : f,
  )
  const filled = agreed.replace(/\$([A-Za-z0-9]+(?:\.[A-Za-z]+)*)/g, (_, path: string) => words.slot(path.split('.')))
  return capital(filled)
}

/** Innermost choices first, until none is left; a choice never holds a bare bracket of gender's «|». */
function choose(text: string, luck: Chance): string {
  let open = text
  while (open.includes('{')) {
    const next = open.replace(/\{([^{}]*)\}/g, (_, options: string) => luck.pick(options.split(/\|(?![^[]*\])/)))
    if (next === open) throw new Error(`a brace is missing in: ${text}`)
    open = next
  }
  return open
}

/** A message whose first word came from a slot begins as a sentence does, if the script does: «!» before it keeps it small. */
function capital(text: string): string {
  return text.startsWith('!') ? text.slice(1) : text.charAt(0).toUpperCase() + text.slice(1)
}
