/** A code typed into boxes: letters are made the Crockford ones, digits stay digits. */
export interface CodeShape {
  /** How many boxes, and how many characters each holds. */
  readonly boxes: number
  readonly per: number
  readonly digitsOnly: boolean
}

/** The characters of a typed or pasted text that may stand in the code, at most as many as it has. */
export function cleanCode(typed: string, shape: CodeShape): string {
  const upper = shape.digitsOnly ? typed : crockford(typed)
  const allowed = shape.digitsOnly ? /\d/ : /[0-9A-HJKMNP-TV-Z]/
  return [...upper]
    .filter((char) => allowed.test(char))
    .join('')
    .slice(0, shape.boxes * shape.per)
}

export function cellsOf(code: string, shape: CodeShape): string[] {
  return Array.from({ length: shape.boxes }, (_, at) => code.slice(at * shape.per, (at + 1) * shape.per))
}

/** Russian keys that look like the Latin letter are taken for it, so that nobody has to change the keyboard. */
const lookalikes: Record<string, string> = {
  А: 'A',
  В: 'B',
  С: 'C',
  Е: 'E',
  Н: 'H',
  К: 'K',
  М: 'M',
  О: '0',
  Р: 'P',
  Т: 'T',
  Х: 'X',
  З: '3',
  O: '0',
  I: '1',
  L: '1',
}

function crockford(typed: string): string {
  return [...typed.toUpperCase()].map((char) => lookalikes[char] ?? char).join('')
}
