import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startRunning } from '#server/testing/running.ts'
import { type Mischief, openBadNetwork } from './bad-network.ts'
import { assertWhole, startTalk } from './load.ts'

const seconds = 60
const mischiefs: Mischief[] = ['reset', 'swallow-up', 'swallow-down', 'delay', 'slice', 'none']

test(`${seconds} seconds of resets, black holes in either direction, delays and slices lose, double and reorder nothing`, async (t) => {
  const running = await startRunning()
  const network = await openBadNetwork(running.port)
  // two people sit at the server itself and never lose a frame, the others come through the bad network
  const talk = await startTalk(running.world.owner, {
    port: (_member, at) => (at < 2 ? running.port : network.port),
    beatMs: 700,
  })
  try {
    await talk.more(20)
    const end = Date.now() + seconds * 1000
    for (let at = 0; Date.now() < end; at++) {
      network.strike(mischiefs[at % mischiefs.length]!, 0.35)
      await talk.more(40)
    }
    network.calm()
    await talk.more(50)
    const delivered = await talk.finish()
    assertWhole(delivered)
    const struck = [...network.done].filter(([mischief]) => mischief !== 'none')
    const total = struck.reduce((sum, [, times]) => sum + times, 0)
    assert.ok(total > 60, `${total} connections were struck`)
    const faults = struck.map(([mischief, times]) => `${times} ${mischief}`).join(', ')
    t.diagnostic(`${faults}; ${delivered.acknowledged} acknowledged, 0 lost, 0 doubled, 0 out of order`)
  } finally {
    talk.stop()
    await network.close()
    await running.close()
  }
})
