import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { findViolations } from './boundaries.ts'
import { readPlan } from './new-feature/plan.ts'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '..')
const left = new Set(['node_modules', '.git', '.cache', 'data', 'dist', 'test-results'])

describe('npm run new-feature', () => {
  let copy: string
  // The runner inside must not think that it runs inside another one's test file.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const inCopy = (file: string, ...args: string[]) =>
    run(process.execPath, [join(copy, file), ...args], { cwd: copy, env })
  before(async () => {
    copy = mkdtempSync(join(tmpdir(), 'new-feature-'))
    cpSync(root, copy, { recursive: true, filter: (path) => path === root || !left.has(basename(path)) })
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    await inCopy('tools/new-feature.ts', 'polls', '--title', 'Опросы')
  })
  after(() => rmSync(copy, { recursive: true, force: true }))

  test('writes a feature whose own tests pass on a real database', async () => {
    const { stdout } = await inCopy('tools/test.ts', 'server/features/polls', 'web/features/polls')
    assert.match(stdout, /9 passed, 0 failed/)
  })

  test('keeps the boundaries of the house', async () => {
    const found = (await findViolations(copy, false)).filter((one) => JSON.stringify(one).includes('polls'))
    assert.deepEqual(found, [])
  })

  test('leaves types and lint as they were', async () => {
    const bin = (name: string) => join(root, 'node_modules/.bin', name)
    const said = await Promise.all([
      run(bin('tsc'), ['-p', 'tsconfig.json', '--pretty', 'false'], { cwd: copy }).catch(
        (error: { stdout: string }) => error,
      ),
      run(bin('oxlint'), ['--format', 'unix'], { cwd: copy }).catch((error: { stdout: string }) => error),
      run(bin('oxfmt'), ['--list-different', '.'], { cwd: copy }).catch((error: { stdout: string }) => error),
    ])
    assert.deepEqual(
      said.flatMap(({ stdout }) => stdout.split('\n')).filter((line) => line.includes('polls')),
      [],
    )
  })

  test('registers itself by one line each, and publishes its calls', () => {
    const text = (path: string) => readFileSync(join(copy, path), 'utf8')
    assert.match(text('house.ts'), /name: 'polls'/)
    assert.match(text('docs/openapi.json'), /\/api\/polls\.create/)
    assert.match(text('texts/ru.po'), /msgid "polls\.title"\nmsgstr "Опросы"/)
    assert.match(text('texts/en.po'), /msgid "polls\.title"\nmsgstr "Polls"/)
    assert.ok(!existsSync(join(root, 'contract/polls.ts')), 'the house itself is untouched')
  })

  test('does not write over what exists', async () => {
    await assert.rejects(inCopy('tools/new-feature.ts', 'polls'), /house\.ts has polls already/)
  })
})

describe('the name of a new feature', () => {
  test('is one word in the plural', () => {
    for (const name of ['', 'Polls', 'my-polls', '../polls'])
      assert.throws(() => readPlan([name]), /one word in the plural/)
    assert.throws(() => readPlan(['news', '--one', 'news']), /what one of news is called/)
  })

  test('needs rows of the table of rights', () => {
    assert.throws(() => readPlan(['games']), /No row of contract\/permissions\.csv speaks of it/)
    assert.throws(() => readPlan(['games', '--write', 'game.play']), /has no row game\.play/)
    const plan = readPlan(['games', '--write', 'class.create', '--read', 'class.list'])
    assert.deepEqual([plan.one, plan.One, plan.maker, plan.refused], ['game', 'Game', 'admin', 'teacher'])
  })
})
