/** Russian forms of names: patronymics, feminine surnames, cases of first names and patronymics. */
export type Gender = 'm' | 'f'
/** g — genitive, d — dative, a — accusative, i — instrumental. */
export type Case = 'g' | 'd' | 'a' | 'i'

const rarePatronymics: Record<string, readonly [string, string]> = {
  Лев: ['Львович', 'Львовна'],
  Павел: ['Павлович', 'Павловна'],
  Пётр: ['Петрович', 'Петровна'],
  Яков: ['Яковлевич', 'Яковлевна'],
  Михаил: ['Михайлович', 'Михайловна'],
  Илья: ['Ильич', 'Ильинична'],
  Никита: ['Никитич', 'Никитична'],
  Дмитрий: ['Дмитриевич', 'Дмитриевна'],
  Данила: ['Данилович', 'Даниловна'],
}

/** «Сергей» → «Сергеевич», «Сергеевна». */
export function patronymic(father: string, gender: Gender): string {
  const rare = rarePatronymics[father]
  if (rare) return gender === 'm' ? rare[0] : rare[1]
  const [masculine, feminine] = ['вич', 'вна']
  const tail = gender === 'm' ? masculine : feminine
  if (father.endsWith('ий')) return `${father.slice(0, -2)}ье${tail}`
  if (/[йь]$/.test(father)) return `${father.slice(0, -1)}е${tail}`
  if (/[жшчщц]$/.test(father)) return `${father}е${tail}`
  if (/[аеёиоуыэюя]$/.test(father)) return `${father}е${tail}`
  return `${father}о${tail}`
}

/** The surname of a daughter or wife; those that do not change stay. Each half of a double one follows its own rule. */
export function feminineSurname(surname: string): string {
  return surname.split('-').map(feminineHalf).join('-')
}

function feminineHalf(part: string): string {
  if (/(ов|ев|ёв|ин|ын)$/.test(part)) return `${part}а`
  if (/[сц]кий$/.test(part)) return part.replace(/ий$/, 'ая')
  if (/ый$/.test(part)) return part.replace(/ый$/, 'ая')
  if (part === 'Толстой' || part === 'Луговой' || part === 'Донской') return part.replace(/ой$/, 'ая')
  return part
}

const rareStems: Record<string, string> = { Лев: 'Льв', Павел: 'Павл', Пётр: 'Петр' }

/** A first name, a pet name or a patronymic in a case. */
export function inCase(name: string, gender: Gender, wanted: Case): string {
  if (/^\S+ \S+$/.test(name)) return name
  if (/а$/.test(name)) return hardEnding(name, wanted)
  if (/я$/.test(name)) return softEnding(name, wanted)
  if (gender === 'f') return name
  const stem = rareStems[name] ?? name.replace(/[йь]$/, '')
  const soft = /[йь]$/.test(name)
  if (!soft && !/[бвгджзклмнпрстфхцчшщ]$/.test(name)) return name
  if (wanted === 'd') return stem + (soft ? 'ю' : 'у')
  if (wanted === 'i') return stem + (soft || /[жшчщц]$/.test(stem) ? 'ем' : 'ом')
  return stem + (soft ? 'я' : 'а')
}

function hardEnding(name: string, wanted: Case): string {
  const genitive = /[гкхжшчщ]а$/.test(name) ? 'и' : 'ы'
  const instrumental = /[жшчщц]а$/.test(name) ? 'ей' : 'ой'
  return name.slice(0, -1) + { g: genitive, d: 'е', a: 'у', i: instrumental }[wanted]
}

function softEnding(name: string, wanted: Case): string {
  const stem = name.slice(0, -1)
  if (name === 'Илья') return stem + { g: 'и', d: 'е', a: 'ю', i: 'ёй' }[wanted]
  return stem + { g: 'и', d: name.endsWith('ия') ? 'и' : 'е', a: 'ю', i: 'ей' }[wanted]
}
