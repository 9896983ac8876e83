/** A class that talks without a pause while something breaks, and the verdict afterwards. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { type Crowd, gatherCrowd, type Member } from '#server/testing/crowd.ts'
import { checkDelivery, comeToRest, type Delivered } from '#server/testing/delivery-check.ts'
import { type ClientFault, DeliveryClient } from '#server/testing/delivery-client.ts'
import { until } from '#server/testing/until.ts'

export interface Talk {
  readonly crowd: Crowd
  readonly clients: readonly { readonly client: DeliveryClient; readonly personId: string }[]
  /** How many messages have been acknowledged so far. */
  acknowledged(): number
  /** Resolves when so many more were acknowledged. */
  more(count: number): Promise<void>
  /** Nobody composes any more; everything that waits is brought to its end. */
  finish(ms?: number): Promise<Delivered>
  stop(): void
}

export interface TalkOptions {
  readonly port: (member: Member, at: number) => number
  /** Messages on their way per person. */
  readonly inFlight?: number
  readonly people?: number
  readonly beatMs?: number
  /** Length of each message; short if not given. */
  readonly words?: number
  readonly faults?: readonly ClientFault[]
}

/** A talk that does not come on again fails, so that what it stands on is closed. */
const longestWaitMs = 45_000

const sign = () => randomBytes(4).toString('hex')

/** Two chats with everybody, one with half of them. */
export async function startTalk(owner: pg.Pool, options: TalkOptions): Promise<Talk> {
  const { people = 10, inFlight = 3, beatMs = 1000, words = 0 } = options
  const crowd = await gatherCrowd(owner, [people, people, Math.ceil(people / 2)])
  const faults = new Set(options.faults)
  const clients = crowd.people.map((member, at) => ({
    personId: member.personId,
    client: new DeliveryClient({ ...member, port: options.port(member, at), beatMs, faults }).start(),
  }))
  let composed = 0
  let isTalking = true
  const talk = () => {
    if (!isTalking) return
    for (const { client, personId } of clients) {
      const chats = crowd.chats.filter((chat) => chat.members.some((member) => member.personId === personId))
      while (client.waiting < inFlight)
        client.compose(chats[composed % chats.length]!.id, `№ ${(composed += 1)} ${sign()}${'я'.repeat(words)}`)
    }
    setTimeout(talk, 5)
  }
  talk()
  const acknowledged = () => clients.reduce((sum, { client }) => sum + client.acknowledged.size, 0)
  return {
    crowd,
    clients,
    acknowledged,
    async more(count) {
      const goal = acknowledged() + count
      const end = Date.now() + longestWaitMs
      await until(() => acknowledged() >= goal || Date.now() > end)
      assert.ok(
        acknowledged() >= goal,
        `${goal - acknowledged()} of ${count} messages were not acknowledged within ${longestWaitMs} ms`,
      )
    },
    async finish(ms = 20_000) {
      isTalking = false
      await comeToRest(owner, clients, { chats: crowd.chats, ms })
      return checkDelivery(owner, clients, crowd.chats)
    },
    stop() {
      isTalking = false
      for (const { client } of clients) client.stop()
    },
  }
}

export function assertWhole(delivered: Delivered): void {
  const { lost, doubled, disordered } = delivered
  assert.deepEqual(
    { lost: lost.slice(0, 5), doubled: doubled.slice(0, 5), disordered: disordered.slice(0, 5) },
    { lost: [], doubled: [], disordered: [] },
  )
  assert.ok(delivered.stored >= delivered.acknowledged && delivered.acknowledged > 0)
}

export function isWhole({ lost, doubled, disordered }: Delivered): boolean {
  return lost.length === 0 && doubled.length === 0 && disordered.length === 0
}
