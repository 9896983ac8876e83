/** Letters and colour of avatars and tiles: the same person or class looks the same everywhere. */

/** «Елена Сергеевна Круглова» → «ЕК», «Лев Щербаков» → «ЛЩ»: first letter of the first and of the last word. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const first = firstLetter(words[0])
  const last = words.length > 1 ? firstLetter(words[words.length - 1]) : ''
  return (first + last).toLocaleUpperCase('ru')
}

/** One of `a1`…`a8` for a key that never changes (a person's id, a class's name). */
export function colourOf(key: string): `--a${number}` {
  let hash = 2166136261
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 16777619)
  return `--a${((hash >>> 0) % 7) + 1}`
}

/** Classes of one grade share a colour, so that a school is read by it; grey is for what belongs to all. */
export function tileColourOf(tile: string | null): `--a${number}` {
  if (tile === null) return '--a8'
  const grade = Number.parseInt(tile, 10)
  if (Number.isNaN(grade)) return colourOf(tile)
  return gradeColours[grade] ?? colourOf(tile)
}

const gradeColours: Record<number, `--a${number}`> = {
  1: '--a1',
  2: '--a2',
  3: '--a1',
  4: '--a2',
  5: '--a3',
  6: '--a4',
  7: '--a4',
  8: '--a5',
  9: '--a6',
  10: '--a7',
  11: '--a7',
}

function firstLetter(word: string | undefined): string {
  return word === undefined ? '' : ([...word].find((char) => /[\p{L}\d]/u.test(char)) ?? '')
}
