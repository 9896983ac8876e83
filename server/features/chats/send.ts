/** Sending, the hottest call: batched, one statement in flight (HOUSE «Sending is batched»). Rights are checked inside. */
import { type Message, send } from '#contract/chats.ts'
import type { Frame, Op } from '#contract/kernel/live.ts'
import type { Database } from '#server/kernel/db/pool.ts'
import { Batcher } from '#server/kernel/dispatch/batcher.ts'
import { handleHot, type HotDoor, type HotRequest } from '#server/kernel/dispatch/hot.ts'

type Item = Pick<HotRequest<typeof send>, 'sessionHash' | 'personId' | 'input'>

interface Sent {
  readonly status: 'sent' | 'busy' | 'not_found' | 'unauthorized' | 'may_not_write' | 'chat_closed'
  /** Of one that was stored before; a new one stands in the frame of its chat. */
  readonly message: Message | null
  readonly topic: string | null
  readonly seq: number | null
  readonly ops: Op[] | null
}

/** Messages in one statement; more wait for the next. */
const mostPerBatch = 512

export const sendHandler = handleHot(send, (door) => {
  const together = new Batcher<Item, Sent>((items) => sendAll(door, items, false), mostPerBatch)
  // chats that were locked by somebody else: they wait here, so that the others do not
  const alone = new Batcher<Item, Sent>((items) => sendAll(door, items, true), 1)
  return async (request) => {
    const first = await together.add(request)
    const sent = first.status === 'busy' ? await alone.add(request) : first
    if (sent.status === 'sent' && sent.message) return { message: sent.message }
    return request.refuse(sent.status === 'sent' || sent.status === 'busy' ? 'unavailable' : sent.status)
  }
})

async function sendAll(door: HotDoor, items: readonly Item[], wait: boolean): Promise<Sent[]> {
  const rows = await insertAll(door.db, items, wait)
  const frames = rows.flatMap(frameOf)
  door.publish(frames)
  const messages = new Map(frames.flatMap(messagesOf).map((message) => [message.id, message]))
  return rows.map((row, at) => ({ ...row, message: row.message ?? messages.get(items[at]!.input.id) ?? null }))
}

function messagesOf(frame: Frame): Message[] {
  return frame.ops.flatMap((op) => (op[0] === 'put' && op[1] === 'message' ? [op[2] as Message] : []))
}

function frameOf(row: Sent): Frame[] {
  return row.topic !== null && row.seq !== null && row.ops !== null
    ? [{ topic: row.topic, seq: row.seq, ops: row.ops }]
    : []
}

function insertAll(db: Database, items: readonly Item[], wait: boolean): Promise<Sent[]> {
  return db.now.many<Sent>`
    select status, message, topic, seq, ops from chats.send_batch(
      ${items.map((item) => item.sessionHash)}::bytea[],
      ${items.map((item) => item.personId)}::uuid[],
      ${items.map((item) => item.input.chatId)}::uuid[],
      ${items.map((item) => item.input.id)}::uuid[],
      ${items.map((item) => item.input.text)}::text[],
      ${items.map((item) => item.input.replyTo)}::uuid[],
      ${wait})`
}
