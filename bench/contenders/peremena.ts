import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gatherCrowd } from '#server/testing/crowd.ts'
import { startServerProcess } from '#server/testing/server-process.ts'
import { generousLimits } from '#server/testing/world.ts'
import { digestOf } from '../load/room-record.ts'
import type { BenchPostgres } from '../stand/bench-postgres.ts'
import type { Contender, RunningContender } from './contender.ts'

/** The whole server. Only the buckets against floods are lifted: here one generator speaks for a school. */
export const peremena: Contender = { name: 'peremena', start }

async function start({ urls, owner }: BenchPostgres): Promise<RunningContender> {
  const dataDir = mkdtempSync(join(tmpdir(), 'peremena-bench-'))
  const server = await startServerProcess({
    database: urls,
    port: 0,
    dataDir,
    key: randomBytes(32).toString('hex'),
    limits: generousLimits,
    logLevel: 'warn',
  })
  return {
    name: 'peremena',
    port: server.port,
    pid: server.pid,
    gather: async (sizes) => (await gatherCrowd(owner, sizes, true)).chats,
    async stored(rooms) {
      const { rows } = await owner.query<{ chat_id: string; ids: string[] }>(
        'select chat_id, array_agg(id order by number) as ids from chats.message where chat_id = any($1) group by 1',
        [rooms.map((room) => room.id)],
      )
      return rows.map(({ chat_id, ids }) => ({ roomId: chat_id, messages: ids.length, ids: digestOf(ids) }))
    },
    async stop() {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
      if (server.output()) console.error(server.output())
    },
  }
}
