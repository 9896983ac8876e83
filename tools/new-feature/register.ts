/** The one-line registrations of a new feature, and its texts in the catalogues. */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plan } from './plan.ts'
import { webTexts } from './web-files.ts'

/** Answers the files that it changed. */
export function register(root: string, plan: Plan): string[] {
  const { name } = plan
  const edits: readonly (readonly [string, (text: string) => string])[] = [
    ['house.ts', (text) => addHouseLine(text, plan)],
    [
      'contract/api.ts',
      (text) => addToList(addImport(text, `import * as ${name} from './${name}.ts'`), 'const files = {', name),
    ],
    [
      'server/features/index.ts',
      (text) =>
        addToList(
          addImport(text, `import { ${name} } from './${name}/index.ts'`),
          'const features: readonly Feature[] = [',
          name,
        ),
    ],
    [
      'web/app/features.ts',
      (text) =>
        addToList(
          addImport(text, `import { ${name} } from '#web/features/${name}/index.ts'`),
          'const features: readonly WebFeature[] = [',
          name,
        ),
    ],
    ['texts/ru.po', (text) => addTexts(text, plan, 'ru')],
    ['texts/en.po', (text) => addTexts(text, plan, 'en')],
  ]
  for (const [path, edit] of edits) {
    const file = join(root, path)
    if (!existsSync(file)) throw new Error(`${path} is missing: is this the root of the house?`)
    writeFileSync(file, edit(readFileSync(file, 'utf8')))
  }
  return edits.map(([path]) => path)
}

/** Four digits: one more than the newest migration. */
export function nextMigration(root: string): string {
  const numbers = globSync('migrations/*.sql', { cwd: root }).map((path) => Number(/(\d{4})-/.exec(path)?.[1] ?? 0))
  return String(Math.max(0, ...numbers) + 1).padStart(4, '0')
}

function addHouseLine(text: string, { name, purpose }: Plan): string {
  const end = text.lastIndexOf(']')
  const line = `  { name: '${name}', purpose: '${purpose.replaceAll("'", "\\'")}', uses: ['people'] },\n`
  return text.slice(0, end) + line + text.slice(end)
}

/** After the last import. */
function addImport(text: string, line: string): string {
  const last = text.lastIndexOf('\nimport ')
  const end = text.indexOf('\n', last + 1) + 1
  return `${text.slice(0, end)}${line}\n${text.slice(end)}`
}

/** As the last entry of a list that begins with `opening`. */
function addToList(text: string, opening: string, name: string): string {
  const start = text.indexOf(opening)
  if (start === -1) throw new Error(`«${opening}» was not found: has the list been rewritten?`)
  const bracket = opening.endsWith('[') ? ']' : '}'
  const end = text.indexOf(bracket, start + opening.length)
  const before = text.slice(0, end).trimEnd().replace(/,$/, '')
  return `${before}, ${name} ${text.slice(end)}`
}

/** Without the mark Lingui would take an id for words. */
function addTexts(text: string, plan: Plan, language: 'ru' | 'en'): string {
  const entries = [...webTexts(plan)].map(
    ([id, words]) => `#. js-lingui-explicit-id\nmsgid "${id}"\nmsgstr "${words[language]}"\n`,
  )
  return `${text.trimEnd()}\n\n${entries.join('\n')}`
}
