import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startRunning } from '#server/testing/running.ts'
import { until } from '#server/testing/until.ts'
import { closeCodes } from '#contract/kernel/live.ts'
import { assertWhole, startTalk } from './load.ts'

test('readers who stop reading are closed with 4008, come back by number and miss nothing; others are not held up', async (t) => {
  const running = await startRunning()
  const talk = await startTalk(running.world.owner, { port: () => running.port, people: 6, words: 3000 })
  const [slow, slower, ...others] = talk.clients.map(({ client }) => client)
  try {
    await talk.more(20)
    const before = others.map((client) => client.acknowledged.size)
    for (const client of [slow!, slower!]) client.pause(true)
    // their network takes some megabytes before the server notices
    await until(() => running.app.core.hub.hearersOf(`person:${talk.clients[0]!.personId}`).size === 0)
    await until(() => others.every((client, at) => client.acknowledged.size > before[at]! + 20))
    for (const client of [slow!, slower!]) client.pause(false)
    await until(() => slow!.codes.length > 0 && slower!.codes.length > 0)
    assert.ok(
      [slow!, slower!].every((client) => client.codes.some((code) => code === closeCodes.slow || code === 1006)),
    )
    const delivered = await talk.finish()
    assertWhole(delivered)
    t.diagnostic(`${delivered.acknowledged} acknowledged, close codes ${[...slow!.codes, ...slower!.codes].join()}`)
  } finally {
    talk.stop()
    await running.close()
  }
})
