/** The three dialects: Peremena's, socket.io's (engine.io 4 over WebSocket), and that of the naive server. */
import { sessionCookie } from '#server/kernel/sessions/session-door.ts'
import { askServer } from '#server/testing/running.ts'
import { type Dialect, digitsAt, type HeardMessage, type Kind } from './dialect.ts'

/** The first byte that tells what a server's message is. */
const kindAt = { peremena: '{"t":"'.length, naive: '{"'.length }
const byte = (letter: string) => letter.charCodeAt(0)
const topicAt = '{"t":"frame","topic":"'.length
const answerNumberAt = '{"t":"answer","n":'.length
const put = Buffer.from('["put","message",')

const peremena: Dialect = {
  async enter(port, seat) {
    const headers = { origin: `http://localhost:${port}`, cookie: `${sessionCookie}=${seat.cookie}` }
    const answer = await askServer(port, '/live/ticket', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'x-peremena': '1' },
      body: '{}',
    })
    if (answer.status !== 200) throw new Error(`No ticket: ${answer.status} ${answer.text}`)
    return { path: `/live?ticket=${(answer.body as { ticket: string }).ticket}`, headers }
  },
  hello: (seat) => JSON.stringify({ t: 'hello', person: seat.personId, epoch: null, have: {} }),
  isReadyAtOnce: false,
  say: ({ n, id, roomId, text }) =>
    `{"t":"call","n":${n},"name":"chats.send","input":{"id":"${id}","chatId":"${roomId}","text":${JSON.stringify(text)},"replyTo":null}}`,
  kind(payload): Kind {
    const letter = payload[kindAt.peremena]
    if (letter === byte('f')) return payload[topicAt] === byte('c') ? 'delivered' : 'nothing'
    if (letter === byte('a')) return 'acknowledged'
    if (letter === byte('w')) return 'ready'
    return letter === byte('r') || payload.includes('"bye"') ? 'refused' : 'nothing'
  },
  numberOf: (payload) => digitsAt(payload, answerNumberAt),
  countOf(payload) {
    let count = 0
    for (let at = payload.indexOf(put); at >= 0; at = payload.indexOf(put, at + put.length)) count += 1
    return count
  },
  messagesOf(payload, roomId) {
    const frame = JSON.parse(payload.toString()) as { topic: string; ops: [string, string, HeardMessage][] }
    if (frame.topic !== `chat:${roomId}`) throw new Error(`A frame of ${frame.topic} came to a member of ${roomId}.`)
    return frame.ops.filter(([verb, entity]) => verb === 'put' && entity === 'message').map(([, , message]) => message)
  },
  replyTo: () => '',
}

const eventAt = '42'.length
const said = '["said",'

const socketIo: Dialect = {
  enter: async (_port, _seat, room) => ({
    path: `/socket.io/?EIO=4&transport=websocket&room=${room.id}`,
    headers: {},
  }),
  hello: null,
  isReadyAtOnce: false,
  say: ({ n, id, roomId, authorId, text }) =>
    `42${n}["say",{"id":"${id}","room":"${roomId}","author":"${authorId}","text":${JSON.stringify(text)}}]`,
  kind(payload): Kind {
    const [first, second] = payload
    if (first === byte('0')) return 'asked'
    if (first === byte('2')) return 'asked'
    if (first !== byte('4')) return 'nothing'
    if (second === byte('2')) return 'delivered'
    if (second === byte('3')) return 'acknowledged'
    return second === byte('0') ? 'ready' : 'refused'
  },
  numberOf: (payload) => digitsAt(payload, eventAt),
  countOf: () => 1,
  messagesOf(payload, roomId) {
    const text = payload.toString()
    if (!text.startsWith(said, eventAt)) throw new Error(`Not what was meant to come: ${text}`)
    const [, message] = JSON.parse(text.slice(eventAt)) as [string, HeardMessage & { room: string }]
    if (message.room !== roomId) throw new Error(`A message of ${message.room} came to a member of ${roomId}.`)
    return [{ id: message.id, text: message.text, number: null }]
  },
  // `0` opens engine.io's session, then socket.io's own begins; `2` asks whether we are there
  replyTo: (payload) => (payload[0] === byte('0') ? '40' : '3'),
}

const naive: Dialect = {
  enter: async (_port, _seat, room) => ({ path: `/${room.id}`, headers: {} }),
  hello: null,
  isReadyAtOnce: true,
  say: ({ n, id, authorId, text }) => `{"n":${n},"id":"${id}","author":"${authorId}","text":${JSON.stringify(text)}}`,
  kind: (payload): Kind => (payload[kindAt.naive] === byte('n') ? 'acknowledged' : 'delivered'),
  numberOf: (payload) => digitsAt(payload, '{"n":'.length),
  countOf: () => 1,
  messagesOf(payload, roomId) {
    const message = JSON.parse(payload.toString()) as { room: string; id: string; text: string }
    if (message.room !== roomId) throw new Error(`A message of ${message.room} came to a member of ${roomId}.`)
    return [{ id: message.id, text: message.text, number: null }]
  },
  replyTo: () => '',
}

export const dialects = { peremena, 'socket.io': socketIo, naive } as const
export type DialectName = keyof typeof dialects
