/**
 * Compiles contract/permissions.csv and contract/pairs.csv (SAFETY.md §2) into the contract and into
 * docs/permissions.md. `-- --unbuilt` prints the ids that no registered call builds yet, one a line.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { unbuiltActions } from './permissions-built.ts'
import { permissionsPage } from './permissions-page.ts'
import { readCsv } from './csv.ts'

const root = new URL('../', import.meta.url)

export const columns = ['OP', 'AD', 'AA', 'DR', 'CT', 'ST', 'PU', 'PA', 'GU', 'OUT'] as const
type Column = (typeof columns)[number]

export interface PermissionRow {
  readonly id: string
  readonly text: string
  readonly basis: string
  readonly due: string
  readonly cells: Readonly<Record<Column, string>>
}

export function readPermissions(): PermissionRow[] {
  const [head, ...rows] = readCsv(readFileSync(new URL('contract/permissions.csv', root), 'utf8'))
  if (head?.join() !== ['id', 'action', 'basis', ...columns, 'due'].join())
    throw new Error('permissions.csv: wrong head')
  return rows.map(([id = '', text = '', basis = '', ...rest]) => {
    if (rest.length !== columns.length + 1) throw new Error(`permissions.csv: ${id} has not ${columns.length} cells`)
    const cells = Object.fromEntries(columns.map((column, i) => [column, rest[i] ?? '']))
    return { id, text, basis, due: rest[columns.length] ?? '', cells: cells as Record<Column, string> }
  })
}

export function readPairs(): string[][] {
  return readCsv(readFileSync(new URL('contract/pairs.csv', root), 'utf8'))
}

/** Path below the root → text of each file that is generated from the two tables. */
export function generatedFiles(): Record<string, string> {
  const rows = readPermissions()
  return {
    'contract/permissions.gen.ts': cellsModule(rows),
    'contract/permissions-texts.gen.ts': textsModule(rows),
    'contract/pairs.gen.ts': pairsModule(readPairs()),
    'docs/permissions.md': permissionsPage(rows, readPairs()),
  }
}

const madeBy = 'Made by `npm run permissions`; change the table instead.'

/** Only what the rules need, because the web carries it: the cells of a row in the order of the columns. */
function cellsModule(rows: readonly PermissionRow[]): string {
  const lines = rows.map((row) => `  '${row.id}': '${columns.map((column) => ascii(row.cells[column])).join(' ')}',`)
  return `/** The cells of permissions.csv: ${columns.join(' ')}. ${madeBy} */\nexport const table = {\n${lines.join('\n')}\n} as const\n\nexport type ActionId = keyof typeof table\n`
}

function textsModule(rows: readonly PermissionRow[]): string {
  const lines = rows.map(
    (row) => `  '${row.id}': ${JSON.stringify({ text: row.text, basis: row.basis, due: row.due })},`,
  )
  return `/** What each row of permissions.csv speaks of; for tools and tests, the web does not need it. ${madeBy} */\nimport type { ActionId } from './permissions.gen.ts'\n\nexport type Due = 'house' | 'september' | 'calls' | 'later'\n\nexport const permissionTexts: Readonly<\n  Record<ActionId, { readonly text: string; readonly basis: string; readonly due: Due }>\n> = {\n${lines.join('\n')}\n}\n`
}

function pairsModule([head, ...rows]: readonly string[][]): string {
  const sides = (head ?? []).slice(1)
  const lines = rows.map(([from, ...cells]) => `  ${from}: '${cells.map(ascii).join(' ')}',`)
  return `/** Cells of pairs.csv, from a side to each of pairColumns. ${madeBy} */\nexport const pairColumns = [${sides.map((side) => `'${side}'`).join(', ')}] as const\n\nexport const pairs = {\n${lines.join('\n')}\n} as const\n`
}

function ascii(cell: string): string {
  if (/\s/.test(cell) || cell === '') throw new Error(`a cell must be one word: «${cell}»`)
  return cell === '–' ? '-' : cell
}

if (import.meta.main) {
  if (process.argv.includes('--unbuilt')) {
    for (const id of await unbuiltActions(readPermissions())) console.log(id)
  } else {
    for (const [path, text] of Object.entries(generatedFiles())) writeFileSync(new URL(path, root), text)
    console.log(`${readPermissions().length} rows: contract/permissions.gen.ts, docs/permissions.md`)
  }
}
