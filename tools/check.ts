/**
 * `npm run check`: boundaries, format, lint, types and what nobody uses, side by side, in seconds.
 * `-- --fix` formats and repairs what can be repaired.
 */
import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const isFixing = process.argv.includes('--fix')

interface Step {
  readonly name: string
  readonly command: readonly string[]
  /** Said where the step fails: what to do. */
  readonly advice: string
}

const steps: readonly Step[] = [
  { name: 'types', command: [bin('tsc'), '-p', 'tsconfig.json', '--pretty', 'false'], advice: 'see the lines above' },
  {
    name: 'lint',
    command: [bin('oxlint'), '--deny-warnings', '--format', 'unix', ...(isFixing ? ['--fix'] : [])],
    advice: 'npm run check -- --fix mends some of it',
  },
  {
    name: 'boundaries',
    command: [process.execPath, join(root, 'tools/boundaries.ts')],
    advice: 'each line says what to do instead',
  },
  {
    name: 'unused',
    command: [bin('knip'), '--no-progress', '--no-config-hints', '--no-tag-hints'],
    advice: 'remove it, or use it',
  },
  {
    name: 'format',
    command: [bin('oxfmt'), ...(isFixing ? ['.'] : ['--list-different', '.'])],
    advice: 'npm run check -- --fix formats them',
  },
]

/** Scripts of packages are run by this very Node; native ones are wrapped by a script too. */
function bin(name: string): string {
  return join(root, 'node_modules/.bin', process.platform === 'win32' ? `${name}.cmd` : name)
}

interface Result extends Step {
  readonly output: string
  readonly isFine: boolean
  readonly seconds: number
}

function run(step: Step): Promise<Result> {
  const started = performance.now()
  const [program = '', ...args] = step.command
  return new Promise((done, fail) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: program.endsWith('.cmd'),
    })
    const parts: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => parts.push(part))
    child.stderr.on('data', (part: Buffer) => parts.push(part))
    child.on('error', fail)
    child.on('close', (code) => {
      const output = Buffer.concat(parts).toString().trim()
      done({ ...step, output, isFine: code === 0, seconds: (performance.now() - started) / 1000 })
    })
  })
}

function report({ name, advice, output, isFine, seconds }: Result): void {
  console.log(`${isFine ? '✔' : '✖'} ${name.padEnd(11)} ${seconds.toFixed(1)} s`)
  if (!isFine) console.log(`${output.replaceAll(/^/gm, '    ')}\n    → ${advice}`)
}

const started = performance.now()
// What changes files must end before the others read them.
const fixers = isFixing ? steps.filter(({ name }) => name === 'lint' || name === 'format') : []
for (const step of fixers) report(await run(step))
const others = steps.filter((step) => !fixers.includes(step))
const results = await Promise.all(
  others.map(async (step) => {
    const result = await run(step)
    report(result)
    return result
  }),
)
console.log(`${((performance.now() - started) / 1000).toFixed(1)} s`)
process.exitCode = results.every((result) => result.isFine) ? 0 : 1
