import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

const folder = mkdtempSync(join(tmpdir(), 'node-tests-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** Runs such a file in a run of its own, and answers what was counted and said. */
function runOf(text: string): { counted: unknown; said: string } {
  const file = join(folder, 'some.test.mjs')
  writeFileSync(file, text)
  const runner = new URL('./node-tests.ts', import.meta.url).href
  const program = `import { runNodeTests } from '${runner}'
    const counted = await runNodeTests([${JSON.stringify(file)}], 1, { test: 300, file: 3000 })
    console.log(JSON.stringify(counted))`
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const ended = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8', env })
  const lines = ended.stdout.trim().split('\n')
  return { counted: JSON.parse(lines.at(-1) ?? ''), said: ended.stdout + ended.stderr }
}
const begin = `import { test, after } from 'node:test'\n`

test('what passes, fails and is skipped is counted', () => {
  const { counted, said } = runOf(`${begin}
    test('good', () => {})
    test('bad', () => { throw new Error('so bad') })
    test('left out', { skip: true }, () => {})`)
  assert.deepEqual(counted, { passed: 1, failed: 1 })
  assert.match(said, /Failed:\n {2}✖ .*some\.test\.mjs: bad/)
})

test('a test that hangs fails at its limit, and those after it run', () => {
  const { counted } = runOf(`${begin}
    test('hangs', async () => { for (;;) await new Promise((resolve) => setTimeout(resolve, 5)) })
    test('good', () => {})`)
  assert.deepEqual(counted, { passed: 1, failed: 1 })
})

test('a file that blocks is killed with what it started, and what it had done counts', () => {
  const { counted, said } = runOf(`${begin}
    import { spawn } from 'node:child_process'
    test('good', () => {})
    import { once } from 'node:events'
    test('blocks', async () => {
      const other = spawn('sh', ['-c', 'echo; exec sleep 30'], { stdio: ['ignore', 'pipe', 'inherit'] })
      await once(other.stdout, 'data')
      for (;;);
    })`)
  assert.deepEqual(counted, { passed: 1, failed: 1 })
  assert.match(said, /some\.test\.mjs: did not end in 3 s and was killed/)
})

test('a file that breaks before its first test fails', () => {
  assert.deepEqual(runOf(`throw new Error('at once')`).counted, { passed: 0, failed: 1 })
})
