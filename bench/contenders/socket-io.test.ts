import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { io } from 'socket.io-client'
import { dialects } from '../load/dialects.ts'
import { openRawSocket } from '../load/raw-socket.ts'
import { gatherStrangers } from './peer-process.ts'
import { serveSocketIo } from './socket-io.ts'

const signal = AbortSignal.timeout(10_000)

test(
  'what the generator says to socket.io is heard by its own client, and the other way round',
  { timeout: 20_000 },
  async () => {
    const server = await serveSocketIo()
    const dialect = dialects['socket.io']
    const room = gatherStrangers([1])[0]!
    const client = io(`http://127.0.0.1:${server.port}`, { transports: ['websocket'], query: { room: room.id } })
    await new Promise<void>((resolve) => client.once('connect', resolve))
    const heard: string[] = []
    const fits = new EventTarget()
    const door = await dialect.enter(server.port, room.members[0]!, room)
    let say: (text: string) => void = () => undefined
    let end: () => void = () => undefined
    await openRawSocket(
      { port: server.port, ...door },
      {
        opened: (socket) => void ({ say, end } = socket),
        text(payload) {
          const kind = dialect.kind(payload)
          if (kind === 'asked') say(dialect.replyTo(payload))
          if (kind === 'delivered') heard.push(...dialect.messagesOf(payload, room.id).map(({ text }) => text))
          if (kind === 'acknowledged') heard.push(`acknowledged ${dialect.numberOf(payload)}`)
          fits.dispatchEvent(new Event(kind))
        },
        lost: (why) => assert.fail(why),
      },
    )
    await once(fits, 'ready', { signal })
    const theirs = new Promise<{ text: string }>((resolve) => client.once('said', resolve))
    const acknowledged = once(fits, 'acknowledged', { signal })
    say(dialect.say({ n: 7, id: 'one', roomId: room.id, authorId: 'me', text: 'от нас' }))
    assert.equal((await theirs).text, 'от нас')
    await acknowledged
    const delivered = once(fits, 'delivered', { signal })
    client.emit('say', { id: 'two', room: room.id, text: 'нам' }, () => undefined)
    await delivered
    assert.deepEqual(heard, ['от нас', 'acknowledged 7', 'нам'])
    end()
    client.close()
    await server.close()
  },
)
