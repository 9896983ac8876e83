/**
 * `npm run new-feature -- polls` writes a working skeleton: contract, server folder with a passing test, migration, web
 * folder with one screen, texts, and one line in each list. What to do next is printed.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { readPlan, type Plan } from './new-feature/plan.ts'
import { nextMigration, register } from './new-feature/register.ts'
import { serverFiles } from './new-feature/server-files.ts'
import { webFiles } from './new-feature/web-files.ts'

const root = resolve(import.meta.dirname, '..')

function write(plan: Plan): string[] {
  const files = { ...serverFiles(plan, nextMigration(root)), ...webFiles(plan) }
  const taken = Object.keys(files).find((path) => existsSync(join(root, path)))
  if (taken) throw new Error(`${taken} exists already.`)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return [...Object.keys(files), ...register(root, plan)]
}

function run(file: string, args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [join(root, file), ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) throw new Error(`${file} failed.`)
}

function nextSteps({ name, Name, read, write }: Plan): string {
  return `
  npm test -- server/features/${name}    its test, which passes now
  npm start                       and the screen /${name}

Then: the nouns and rules in contract/${name}.ts (rows ${read} and ${write} so far), their tests,
web/features/${name}/${Name}Screen.tsx, the words in docs/glossary.md, and once the contract is settled
npm run openapi -- "${name}: what it offers."`
}

try {
  const plan = readPlan(process.argv.slice(2))
  const files = write(plan)
  run(
    'node_modules/oxfmt/bin/oxfmt',
    files.filter((path) => path.endsWith('.ts') || path.endsWith('.tsx')),
  )
  run('tools/openapi.ts', [`${plan.name}: list and create, the skeleton.`])
  console.log(files.map((path) => `  ${path}`).join('\n'))
  console.log(nextSteps(plan))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
