/** docs/permissions.md: the table of rights for people, in Russian, by area. */
import { readFileSync } from 'node:fs'
import { readCsv } from './csv.ts'
import type { PermissionRow } from './permissions.ts'

/** The words of each row in Russian; a row without any is an error. */
export function russianTexts(): ReadonlyMap<string, string> {
  const [, ...rows] = readCsv(readFileSync(new URL('permissions-ru.csv', import.meta.url), 'utf8'))
  return new Map(rows.map(([id = '', text = '']) => [id, text]))
}

/** A heading and the first parts of the ids that stand below it. */
const areas: readonly (readonly [string, readonly string[]])[] = [
  ['Вход и свои данные', ['sign', 'me', 'session', 'login', 'consent', 'data', 'erase', 'sms', 'demo']],
  ['Организация', ['org', 'sys', 'journal']],
  [
    'Классы и люди',
    [
      'class',
      'staffroom',
      'subject',
      'curator',
      'subjteacher',
      'addadmin',
      'status',
      'pupil',
      'staff',
      'person',
      'year',
      'import',
      'kinship',
    ],
  ],
  ['Приглашения', ['invite', 'join']],
  ['Чаты', ['chat', 'msg', 'dm', 'react', 'poll', 'search', 'file']],
  ['Каналы и материалы', ['ch', 'lib']],
  ['Звонки и события', ['call', 'lesson', 'meeting', 'bcast', 'webinar', 'guest', 'event']],
  ['Статистика', ['stats']],
  ['Безопасность и поддержка', ['report', 'audit', 'breakglass', 'help', 'support']],
]

const columnNames = {
  OP: 'оператор',
  AD: 'администратор школы',
  AA: 'дополнительный администратор',
  DR: 'администрация',
  CT: 'классный руководитель',
  ST: 'учитель, сотрудник',
  PU: 'ученик',
  PA: 'родитель',
  GU: 'гость звонка',
  OUT: 'посторонний',
} as const

const cellWords: readonly (readonly [string, string])[] = [
  ['S', 'в своей школе'],
  ['C', 'в своём классе (классный руководитель)'],
  ['T', 'где преподаёт'],
  ['M', 'участник'],
  ['mod', 'администратор этого чата'],
  ['O', 'своё'],
  ['K', 'подтверждённый ребёнок'],
  ['own', 'свой класс'],
  ['X', 'все школы, только названное в строке'],
  ['P', 'без входа'],
  ['R', 'может только попросить'],
  ['R+', 'просит; школа может разрешить'],
  ['R2', 'нужен второй человек, причина и строка в журнале действий'],
  ['host', 'организатор звонка'],
  ['host-on', 'пока позволяет организатор'],
  ['link', 'по одноразовой гостевой ссылке'],
  ['pair', 'по таблице «Кто кому пишет»'],
  ['co-members', 'люди своих чатов и классов'],
  ['opt', 'только необязательные чаты'],
  ['part', 'часть полей'],
  ['on', 'если школа включила'],
  ['a / b', 'достаточно одного'],
  ['a & b', 'нужны оба'],
  ['–', 'нет'],
]

const dueWords: Readonly<Record<string, string>> = {
  house: 'сейчас',
  september: 'к сентябрю',
  calls: 'со звонками',
  later: 'позже',
}

export function permissionsPage(rows: readonly PermissionRow[], pairs: readonly string[][]): string {
  const left = new Set(rows)
  const sections = areas.map(([title, prefixes]) => {
    const mine = rows.filter((row) => prefixes.includes(row.id.split('.')[0] ?? ''))
    for (const row of mine) left.delete(row)
    return areaTable(title, mine)
  })
  if (left.size > 0)
    throw new Error(`tools/permissions-page.ts names no area for ${[...left].map((row) => row.id).join()}`)
  return [intro(), ...sections, pairsTable(pairs)].join('\n')
}

function intro(): string {
  const who = Object.entries(columnNames).map(([column, name]) => `| ${column} | ${name} |`)
  const cells = cellWords.map(([cell, meaning]) => `| ${cell} | ${meaning} |`)
  return `# Кто что может

Эта страница сделана из \`contract/permissions.csv\` и \`contract/pairs.csv\` командой \`npm run permissions\`.
По тем же таблицам решает сервер, и по ним же страница прячет кнопки. Права человека с несколькими ролями
складываются, но отношение проверяется для каждого предмета. Чего в таблице нет, того нельзя никому.

| столбец | кто |
|---|---|
${who.join('\n')}

| клетка | значит |
|---|---|
${cells.join('\n')}
`
}

function areaTable(title: string, rows: readonly PermissionRow[]): string {
  const texts = russianTexts()
  const columns = Object.keys(columnNames) as (keyof typeof columnNames)[]
  const lines = rows.map((row) => {
    const text = texts.get(row.id)
    if (!text) throw new Error(`tools/permissions-ru.csv has no words for ${row.id}`)
    const cells = columns.map((column) => row.cells[column].replaceAll('|', ' / ').replaceAll('&', ' & '))
    return `| ${text} | ${cells.join(' | ')} | ${dueWords[row.due] ?? row.due} | \`${row.id}\` |`
  })
  return `## ${title}

| действие | ${columns.join(' | ')} | когда | в коде |
|---|${columns.map(() => ':-:|').join('')}---|---|
${lines.join('\n')}
`
}

const pairNames: Readonly<Record<string, string>> = {
  staff: 'сотрудник',
  pupil: 'ученик',
  parent: 'родитель',
  guest: 'гость, посторонний',
  'own-class-teacher': 'свой классный руководитель',
  'own-teacher': 'свой учитель, руководитель группы',
  'other-teacher': 'другой учитель',
  classmate: 'ученик своего класса',
  'other-pupil': 'другой ученик',
  'class-parent': 'родитель своего класса',
  administration: 'администрация, администраторы школы',
  'other-school': 'другая школа',
}

const pairWords: Readonly<Record<string, string>> = {
  yes: 'да',
  no: 'нет',
  '–': '–',
  leads: 'классный руководитель, учитель, руководитель группы; администрация (с записью)',
  child: 'классный руководитель или учитель ребёнка',
  on: 'если школа включила, с 5 класса',
  mutual: 'по взаимной просьбе, если школа включила',
}

function pairsTable([head, ...rows]: readonly string[][]): string {
  const lines = rows.map(
    ([from = '', ...cells]) =>
      `| ${word(pairNames, from)} | ${cells.map((cell) => word(pairWords, cell)).join(' | ')} |`,
  )
  const names = (head ?? []).slice(1).map((name) => word(pairNames, name))
  return `## Кто кому пишет

Переписка взрослого с учеником открывается только вместе с жалобами; до того личные сообщения есть только между взрослыми.

| от кого ↓ кому → | ${names.join(' | ')} |
|---|${names.map(() => '---|').join('')}
${lines.join('\n')}
`
}

function word(words: Readonly<Record<string, string>>, key: string): string {
  const found = words[key]
  if (found === undefined) throw new Error(`tools/permissions-page.ts has no words for «${key}»`)
  return found
}
