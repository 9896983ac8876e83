/** Faults that somebody could make one day, planted from outside into a running server or its database. */
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import type { Frame } from '#contract/kernel/live.ts'
import { newId } from '#server/kernel/ids.ts'
import type { App } from '#server/app.ts'

/** Rewrites a function of the database; fails where the place to change is not there any more. */
export async function rewrite(
  owner: pg.Pool,
  name: string,
  change: readonly [from: string | RegExp, to: string][],
): Promise<void> {
  const { rows } = await owner.query<{ text: string }>('select pg_get_functiondef($1::regproc) as text', [name])
  let text = rows[0]?.text ?? ''
  for (const [from, to] of change) {
    const changed = text.replace(from, to)
    if (changed === text) throw new Error(`${name} has no «${String(from)}» any more: plant this fault anew.`)
    text = changed
  }
  await owner.query(text)
}

/** The id of a message is no key: the same message sent again is another one. */
export const noIdempotencyKey = (owner: pg.Pool) =>
  rewrite(owner, 'chats.send_batch', [
    [/from chats\.message m where m\.id = p_id\[i\.at\]/, 'from chats.message m where false'],
    [
      /select f\.id, f\.chat,/,
      'select case when exists (select from chats.message x where x.id = f.id) then gen_random_uuid() else f.id end, f.chat,',
    ],
  ])

/** Frames are numbered by one sequence for all topics: commits overtake each other, and no gap means anything. */
export async function cursorById(owner: pg.Pool): Promise<void> {
  await owner.query('create sequence kernel.cursor')
  await rewrite(owner, 'chats.send_batch', [[/set seq = t\.seq \+ 1/, `set seq = nextval('kernel.cursor')`]])
}

/** Whoever once was a member may write for ever. */
export const cachedRights = (owner: pg.Pool) => rewrite(owner, 'chats.send_batch', [[/on mem\.active/, 'on true']])

/** The answer goes out before the commit. */
export function ackBeforeCommit({ core }: App): void {
  const run = core.dispatch.run.bind(core.dispatch)
  core.dispatch.run = (request) => {
    if (request.name !== 'chats.send') return run(request)
    const input = request.input as { id: string; chatId: string; text: string }
    setTimeout(() => void run(request).catch(() => undefined), 100)
    const message = {
      ...input,
      number: 0,
      authorId: request.personId ?? newId(),
      at: 0,
      replyTo: null,
      editedAt: null,
      deleted: null,
    }
    return Promise.resolve({ value: { message } })
  }
}

/** Frames that are committed leave the process, but sometimes only after the next one. */
export function unorderedSending({ core }: App): void {
  const hub = core.hub as unknown as { deliver(state: unknown, frame: Frame): void }
  const deliver = hub.deliver.bind(hub)
  const late = new Map<string, () => void>()
  hub.deliver = (state, frame) => {
    const waiting = late.get(frame.topic)
    if (!waiting && frame.topic.startsWith('chat:') && Math.random() < 0.3) {
      const send = () => late.delete(frame.topic) && deliver(state, frame)
      late.set(frame.topic, send)
      setTimeout(send, 40)
      return
    }
    deliver(state, frame)
    waiting?.()
  }
}

/** News of a commit are lost on their way to this node. */
export function lostHints({ core }: App, share: () => number): void {
  const publish = core.hub.publish.bind(core.hub)
  core.hub.publish = (frames) => publish(frames.filter(() => Math.random() >= share()))
}

/** Whether no frame waits in the node for one before it, and none is being read. */
export function isAtRest({ core }: App): boolean {
  const { topics } = core.hub as unknown as { topics: Map<string, { held: Map<number, unknown> }> }
  return [...topics.values()].every((state) => state.held.size === 0)
}

/** The node compares its numbers with the table as in life, only more often, until what is answered is called. */
export function compareOften({ listening }: App): () => Promise<void> {
  let isOn = true
  const comparing = (async () => {
    while (isOn) {
      await listening.reconcile()
      await pause(300)
    }
  })()
  return async () => {
    isOn = false
    await comparing
  }
}

/** The node never compares its numbers with the table. */
export function noReconcile({ core }: App): void {
  core.hub.hint = () => undefined
}

/** Leaving a chat ends nothing in open pages. */
export function deafToLeaving({ core }: App): void {
  const hub = core.hub as unknown as { followJoins(): void }
  hub.followJoins = () => undefined
}
