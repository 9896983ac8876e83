import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError } from '#web/kernel/api/api-error.ts'
import { waitForMode, type Waiting } from './wait-for-mode.ts'

type Answer = Awaited<ReturnType<Waiting['ask']>> | Error

/** Answers one after the other, the last one for ever. */
function server(answers: readonly Answer[]) {
  let asked = 0
  const ask: Waiting['ask'] = async () => {
    const answer = answers[Math.min(asked++, answers.length - 1)] ?? new Error('nothing to answer')
    if (answer instanceof Error) throw answer
    return answer
  }
  return { ask, pause: () => Promise.resolve(), count: () => asked }
}

const isExample = (mode: string) => mode === 'example'

test('waits through the making and through the moment in which nobody answers', async () => {
  const from = server([
    { mode: 'empty', switching: 'under-way' },
    new ApiError('offline'),
    new ApiError('unavailable'),
    { mode: 'example', switching: 'under-way' },
    { mode: 'example', switching: 'no' },
  ])
  await waitForMode(isExample, from)
  assert.equal(from.count(), 5)
})

test('says when the making failed', async () => {
  await assert.rejects(waitForMode(isExample, server([{ mode: 'empty', switching: 'failed' }])), { code: 'internal' })
})

test('a refusal that will not pass is not asked again', async () => {
  const from = server([new ApiError('not_found')])
  await assert.rejects(waitForMode(isExample, from), { code: 'not_found' })
  assert.equal(from.count(), 1)
})

test('does not wait for ever', async () => {
  await assert.rejects(waitForMode(isExample, server([{ mode: 'empty', switching: 'under-way' }])), {
    code: 'unavailable',
  })
})
