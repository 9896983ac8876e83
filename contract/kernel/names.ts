/** Rules of names: what may stand in one (SAFETY.md §3 Unicode) and how it is written (HOUSE.md «Who is who»). */

/** Letters of one script per word, hyphen, apostrophe, dot, space; at most two combining marks in a row. */
export function isCleanName(name: string): boolean {
  if (/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/u.test(name)) return false
  if (/\p{M}{3,}/u.test(name)) return false
  // letters that only look like others, such as full-width ones
  if (name.normalize('NFKC') !== name.normalize('NFC')) return false
  if (!/^[\p{L}\p{M}\d .’'\-()]+$/u.test(name)) return false
  return name.split(/[\s-]+/).every(isOneScript)
}

function isOneScript(word: string): boolean {
  const scripts = [/\p{Script=Cyrillic}/u, /\p{Script=Latin}/u, /\p{Script=Greek}/u, /\p{Script=Han}/u]
  const used = scripts.filter((script) => script.test(word)).length
  const letters = [...word].filter((char) => /\p{L}/u.test(char))
  const known = letters.every((char) => scripts.some((script) => script.test(char)))
  return used <= 1 && (known || used === 0)
}

interface Names {
  readonly surname: string
  readonly name: string
  readonly patronymic: string | null
}

/** «Елена Сергеевна Круглова» for staff, «Лев Щербаков» for pupils and parents. */
export function displayName(names: Names, isStaff: boolean): string {
  return isStaff && names.patronymic
    ? `${names.name} ${names.patronymic} ${names.surname}`
    : `${names.name} ${names.surname}`
}

/** «Елена Сергеевна» for staff, «Лев» for pupils and parents. */
export function shortName(names: Names, isStaff: boolean): string {
  return isStaff && names.patronymic ? `${names.name} ${names.patronymic}` : names.name
}

/** «Щербаков Лев», the form of lists for work. */
export function listName(names: Names): string {
  return `${names.surname} ${names.name}`
}
