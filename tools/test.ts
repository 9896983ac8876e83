/**
 * `npm test`: everything that is checked, in the order in which it fails fastest. `npm test -- <files or folders>` runs
 * only those, with the same set-up. The last line counts, and the exit code follows it.
 */
import { globSync, existsSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepareChromium } from './setup/chromium.ts'
import { openTestPostgres } from './setup/test-postgres.ts'
import { killNodeTests, runNodeTests } from './testing/node-tests.ts'
import { runPlaywright } from './testing/playwright.ts'
import { runProgram } from './testing/program.ts'
import { noneCounted, type Counted, sum } from './testing/counted.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const patterns = {
  tests: '{contract,server,web,tools,bench,texts}/**/*.test.ts',
  faults: 'server/testing/faults/*.fault.ts',
  scenarios: 'e2e/**/*.spec.ts',
}

interface Plan {
  readonly isWhole: boolean
  readonly tests: readonly string[]
  readonly faults: readonly string[]
  readonly scenarios: readonly string[]
}

const started = performance.now()
const plan = planOf(process.argv.slice(2))
const counted = plan === undefined ? { passed: 0, failed: 1 } : await run(plan)
console.log(`\n${Math.round((performance.now() - started) / 1000)} s`)
console.log(`${counted.passed} passed, ${counted.failed} failed`)
process.exitCode = counted.failed === 0 && counted.passed > 0 ? 0 : 1

async function run(what: Plan): Promise<Counted> {
  const check = what.isWhole ? await runProgram(root, ['tools/check.ts']) : noneCounted
  const postgres = await openTestPostgres(root)
  process.env['PEREMENA_TEST_DATABASE'] = JSON.stringify(postgres.database)
  let isStopped = false
  const stop = async () => {
    if (isStopped) return
    isStopped = true
    killNodeTests()
    await postgres.close()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop().then(() => process.exit(130)))
  try {
    const tests = await runNodeTests(what.tests, 2)
    const faults = await runNodeTests(what.faults, 1)
    const scenarios = what.scenarios.length > 0 ? await runScenarios(what) : noneCounted
    return sum(check, tests, faults, scenarios)
  } finally {
    await stop()
  }
}

async function runScenarios(what: Plan): Promise<Counted> {
  const web = await runProgram(root, ['tools/setup/web-client.mjs'])
  if (web.failed > 0) return web
  const chromium = await prepareChromium()
  if (typeof chromium !== 'string') {
    console.error(chromium.missing)
    return { passed: 0, failed: 1 }
  }
  process.env['PEREMENA_CHROMIUM'] = chromium
  return runPlaywright(root, what.isWhole ? [] : what.scenarios)
}

/** Everything, or what the arguments name; undefined (and a sentence) where they name nothing. */
function planOf(names: readonly string[]): Plan | undefined {
  if (names.length === 0) {
    return {
      isWhole: true,
      tests: find(patterns.tests),
      faults: find(patterns.faults),
      scenarios: find(patterns.scenarios),
    }
  }
  const files = names.flatMap((name) => {
    const path = relative(root, resolve(root, name))
    if (!existsSync(join(root, path))) return find(`**/*${name}*`)
    return statSync(join(root, path)).isDirectory() ? find(`${path}/**/*`) : [path]
  })
  const ending = (end: string) => [...new Set(files.filter((file) => file.endsWith(end)))]
  const plan = { isWhole: false, tests: ending('.test.ts'), faults: ending('.fault.ts'), scenarios: ending('.spec.ts') }
  if (plan.tests.length + plan.faults.length + plan.scenarios.length > 0) return plan
  console.error(`Нет тестов по имени ${names.join(', ')}. Тесты: *.test.ts, *.fault.ts, *.spec.ts.`)
  return undefined
}

function find(pattern: string): string[] {
  const isOurs = (path: string) => !/(^|\/)(node_modules|dist|\.cache|data)\//.test(path)
  return globSync(pattern, {
    cwd: root,
    exclude: (name) => name === 'node_modules' || name === 'dist' || name === '.cache',
  })
    .filter(isOurs)
    .sort()
}
