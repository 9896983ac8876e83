/**
 * Finds a typed name on a class list. What people mix up counts as the same: ё and е, capitals, hyphens and spaces.
 * A misspelt letter, swapped name and surname, or a pet name make a similar one: a person decides.
 */
export interface Named {
  readonly surname: string
  readonly name: string
}

export interface Listed extends Named {
  readonly id: string
}

export interface Match<L extends Listed> {
  readonly listed: L
  readonly exact: boolean
}

/** The one that it must be; null where nobody fits, or several fit equally well. */
export function matchName<L extends Listed>(asked: Named, list: readonly L[]): Match<L> | null {
  const exact = list.filter((one) => isSame(asked, one))
  if (exact.length > 0) return exact.length === 1 ? { listed: exact[0]!, exact: true } : null
  const similar = list.filter((one) => isSimilar(asked, one))
  return similar.length === 1 ? { listed: similar[0]!, exact: false } : null
}

export function isSame(a: Named, b: Named): boolean {
  return plain(a.surname) === plain(b.surname) && plain(a.name) === plain(b.name)
}

function plain(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[\s\-‐‑–—'’.]/g, '')
}

function isSimilar(a: Named, b: Named): boolean {
  if (isSame({ surname: a.name, name: a.surname }, b)) return true
  if (plain(a.surname) === plain(b.surname)) return isNearName(plain(a.name), plain(b.name))
  return plain(a.name) === plain(b.name) && isNearSurname(a.surname, b.surname)
}

/** One half of a double surname, or a letter typed wrong. */
function isNearSurname(a: string, b: string): boolean {
  const halves = (text: string) => text.split(/[\s\-‐‑–—]+/).map(plain)
  if (halves(a).includes(plain(b)) || halves(b).includes(plain(a))) return true
  return plain(a).length >= 4 && isOneSlipAway(plain(a), plain(b))
}

function isNearName(a: string, b: string): boolean {
  if (a.length > 1 && b.length > 1 && a.slice(0, 2) === b.slice(0, 2)) return true
  if (a.startsWith(b) || b.startsWith(a)) return true
  if (petNames.get(a)?.includes(b) || petNames.get(b)?.includes(a)) return true
  return a.length >= 4 && isOneSlipAway(a, b)
}

/** Pet names that do not begin as the full name does (those that do are seen by their first letters). */
const petNames: ReadonlyMap<string, readonly string[]> = new Map([
  ['саша', ['александр', 'александра']],
  ['шура', ['александр', 'александра']],
  ['лева', ['лев']],
  ['дима', ['дмитрий', 'вадим']],
  ['митя', ['дмитрий']],
  ['женя', ['евгений', 'евгения']],
  ['леша', ['алексей']],
  ['паша', ['павел']],
  ['юра', ['юрий', 'георгий']],
  ['гоша', ['георгий', 'игорь']],
  ['миша', ['михаил']],
  ['ваня', ['иван']],
  ['слава', ['вячеслав', 'станислав', 'владислав', 'ростислав', 'ярослав']],
  ['коля', ['николай']],
  ['даша', ['дарья']],
  ['маша', ['мария']],
  ['настя', ['анастасия']],
  ['ася', ['анастасия', 'анна']],
  ['лиза', ['елизавета']],
  ['катя', ['екатерина']],
  ['лена', ['елена']],
  ['аня', ['анна']],
  ['нюра', ['анна']],
  ['наташа', ['наталья', 'наталия']],
  ['соня', ['софья', 'софия']],
  ['ксюша', ['ксения', 'оксана']],
  ['алена', ['елена']],
  ['егор', ['георгий']],
])

/** One letter more, less or other, or two neighbours swapped. */
function isOneSlipAway(a: string, b: string): boolean {
  if (a === b) return true
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  let at = 0
  while (at < short.length && short[at] === long[at]) at += 1
  if (long.length - short.length === 1) return short.slice(at) === long.slice(at + 1)
  if (long.length !== short.length) return false
  if (short.slice(at + 1) === long.slice(at + 1)) return true
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2)
}
