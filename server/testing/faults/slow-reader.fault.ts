import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Connection } from '#server/kernel/sockets/connection.ts'
import { startRunning } from '#server/testing/running.ts'
import { until } from '#server/testing/until.ts'
import { closeCodes } from '#contract/kernel/live.ts'
import { assertWhole, startTalk } from './load.ts'

test('readers who stop reading are closed with 4008, come back by number and miss nothing; others are not held up', async (t) => {
  const running = await startRunning()
  const talk = await startTalk(running.world.owner, { port: () => running.port, people: 6, words: 3000 })
  const clients = talk.clients.map(({ client }) => client)
  const [slow, others] = [clients.slice(0, 2), clients.slice(2)]
  const closing = t.mock.method(Connection.prototype, 'close')
  const isHeard = (at: number) => running.app.core.hub.hearersOf(`person:${talk.clients[at]!.personId}`).size > 0
  try {
    await talk.more(20)
    await until(() => slow.every((client) => client.ready))
    const before = others.map((client) => client.acknowledged.size)
    const closings = slow.map((client) => client.codes.length)
    for (const client of slow) client.pause(true)
    // their network takes some megabytes before the server notices
    await until(() => !isHeard(0) && !isHeard(1))
    await until(() => others.every((client, at) => client.acknowledged.size > before[at]! + 20))
    for (const client of slow) client.pause(false)
    await until(() => slow.every((client, at) => client.codes.length > closings[at]!))
    const reasons = closing.mock.calls.map((call) => call.arguments[0])
    assert.ok(reasons.filter((reason) => reason === 'slow').length >= 2, reasons.join())
    // who is cut off while the word of it waits behind all the rest sees the connection end
    for (const [at, client] of slow.entries()) {
      const code = client.codes[closings[at]!]
      assert.ok(code === closeCodes.slow || code === 1006, String(code))
    }
    const delivered = await talk.finish()
    assertWhole(delivered)
    t.diagnostic(`${delivered.acknowledged} acknowledged, close codes ${slow.flatMap((client) => client.codes).join()}`)
  } finally {
    talk.stop()
    await running.close()
  }
})
