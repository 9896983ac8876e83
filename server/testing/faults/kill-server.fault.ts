import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { prepareServerProcess, type ServerOrder, startServerProcess } from '#server/testing/server-process.ts'
import { generousLimits } from '#server/testing/world.ts'
import { type DurablePostgres, openDurable } from './durable-postgres.ts'
import { assertWhole, startTalk } from './load.ts'

let postgres: DurablePostgres

before(async () => {
  postgres = await openDurable()
})
after(() => postgres.close())

const killsPerTalk = 5

for (const talkNumber of [1, 2, 3, 4]) {
  test(`${killsPerTalk} times the server is killed in the midst of talk ${talkNumber}: nothing acknowledged is lost, doubled or out of order`, async (t) => {
    const order: ServerOrder = {
      database: postgres.urls,
      port: 0,
      dataDir: postgres.dataDir,
      key: randomBytes(32).toString('hex'),
      limits: generousLimits,
      logLevel: 'silent',
    }
    let server = await startServerProcess(order)
    let next = prepareServerProcess()
    const talk = await startTalk(postgres.owner, { port: () => server.port })
    try {
      for (let at = 0; at < killsPerTalk; at++) {
        await talk.more(60 + Math.floor(Math.random() * 120))
        await server.kill()
        server = await next.start({ ...order, port: server.port })
        next = prepareServerProcess()
      }
      await talk.more(50)
      const delivered = await talk.finish()
      assertWhole(delivered)
      t.diagnostic(`${killsPerTalk} kills, ${delivered.acknowledged} acknowledged, 0 lost, 0 doubled, 0 out of order`)
    } finally {
      talk.stop()
      await next.drop()
      await server.kill()
    }
  })
}
