/** Which topics a connection hears: joined at hello, watched by the screen, checked by the features' own guards. */
import { heartbeatMs, type Marks } from '#contract/kernel/live.ts'
import { decide } from '#contract/kernel/policy.ts'
import type { Database } from '#server/kernel/db/pool.ts'
import type { Feature } from '#server/kernel/dispatch/feature.ts'
import { identify, isFactorObligatory } from '#server/kernel/dispatch/identify.ts'
import { catchUp, type Missing, readHeads } from '#server/kernel/live/frames-table.ts'
import type { Hub } from '#server/kernel/live/hub.ts'
import type { Connection } from './connection.ts'
import { wireOf } from './wire.ts'

export interface ListeningParts {
  readonly db: Database
  readonly hub: Hub
  readonly features: readonly Feature[]
  readonly epoch: string
  readonly clock: () => number
}

interface Hello {
  readonly person: string | null
  readonly epoch: string | null
  readonly have: Marks
}

export class Listening {
  private readonly parts: ListeningParts

  constructor(parts: ListeningParts) {
    this.parts = parts
  }

  /**
   * Subscribes first and reads the numbers after, so that nothing falls between; the client puts in order what it gets
   * twice or early.
   */
  async hello(connection: Connection, hello: Hello): Promise<void> {
    const { epoch, clock } = this.parts
    this.parts.hub.gone(connection)
    const heard = await this.admit(connection, hello.person)
    if (!heard) return connection.close('signedOut')
    for (const topic of heard) this.parts.hub.join(connection, topic)
    connection.say({ t: 'welcome', epoch, topics: heard, now: clock() })
    const isSameStore = hello.epoch === epoch
    const have = new Map(heard.map((topic) => [topic, isSameStore ? (hello.have[topic] ?? null) : null]))
    for (const topic of Object.keys(hello.have)) if (!have.has(topic)) connection.say({ t: 'lost', topic })
    await this.resume(connection, have)
  }

  private async admit(connection: Connection, personId: string | null): Promise<string[] | null> {
    return this.parts.db.transaction('read', async (tx) => {
      const { actor } = await identify(tx, connection.sessionHash, personId)
      if (!actor.sessionId || (personId && !actor.person)) return null
      connection.personId = actor.person?.id ?? null
      connection.schoolId = actor.person?.schoolId ?? null
      if (!actor.person || (isFactorObligatory(actor) && !actor.factorPassed)) return []
      const topics = [`person:${actor.person.id}`]
      for (const feature of this.parts.features) {
        topics.push(...((await feature.autoTopics?.(tx, actor.person.id)) ?? []))
      }
      return topics
    })
  }

  async watch(connection: Connection, topic: string, from: number): Promise<void> {
    const [kind = '', id = ''] = topic.split(':')
    const guard = this.parts.features.map((feature) => feature.topics?.[kind]).find((one) => one !== undefined)
    const isAllowed =
      guard !== undefined &&
      (await this.parts.db.transaction('read', async (tx) => {
        const { actor } = await identify(tx, connection.sessionHash, connection.personId)
        const { person } = actor
        if (!person || (isFactorObligatory(actor) && !actor.factorPassed)) return false
        return guard({ tx, personId: person.id, may: (action, relation) => decide(action, person.columns, relation) }, id)
      }))
    if (!isAllowed) return connection.say({ t: 'lost', topic })
    this.parts.hub.join(connection, topic)
    await this.resume(connection, new Map([[topic, from < 0 ? null : from]]))
  }

  async unwatch(connection: Connection, topic: string): Promise<void> {
    if (topic.startsWith('class:') || topic.startsWith('desk:')) this.parts.hub.leave(connection, topic)
  }

  /** Compares what the client knows with what this node has sent; only a difference costs a statement. */
  async beat(connection: Connection, have: Marks): Promise<void> {
    const behind = new Map<string, number | null>()
    for (const topic of connection.topics) {
      const known = have[topic]
      if (known === undefined || known < (this.parts.hub.lastOf(topic) ?? 0)) behind.set(topic, known ?? null)
    }
    for (const topic of Object.keys(have)) if (!connection.topics.has(topic)) connection.say({ t: 'lost', topic })
    await this.resume(connection, behind)
    connection.say({ t: 'beat', now: this.parts.clock() })
  }

  private async resume(connection: Connection, have: ReadonlyMap<string, number | null>): Promise<void> {
    if (have.size === 0 || !connection.schoolId) return
    for (const missing of await catchUp(this.parts.db, connection.schoolId, have)) {
      this.parts.hub.settle(missing.topic, missing.seq)
      if (connection.topics.has(missing.topic)) tell(connection, missing, have.get(missing.topic) ?? null)
    }
  }

  async typing(connection: Connection, chatId: string): Promise<void> {
    const topic = `chat:${chatId}`
    const { personId, schoolId } = connection
    if (!personId || !schoolId || !connection.topics.has(topic)) return
    const isAllowed = await this.parts.db.transaction('read', async (tx) => {
      await tx.run`select set_config('app.school', ${schoolId}, true)`
      for (const feature of this.parts.features) if (await feature.mayType?.(tx, personId, chatId)) return true
      return false
    })
    if (!isAllowed) return
    const bytes = wireOf({ t: 'typing', chat: chatId, person: personId })
    for (const hearer of this.parts.hub.hearersOf(topic)) {
      if (hearer !== connection && 'whisper' in hearer) (hearer as Connection).whisper(bytes)
    }
  }

  gone(connection: Connection): void {
    this.parts.hub.gone(connection)
  }

  /** The node's own check: numbers in the table beyond what was sent mean a lost hint. */
  async reconcile(): Promise<void> {
    for (const [schoolId, topics] of this.parts.hub.heard()) {
      for (const [topic, seq] of await readHeads(this.parts.db, schoolId, topics)) {
        if (seq > (this.parts.hub.lastOf(topic) ?? seq)) this.parts.hub.hint(topic, seq)
      }
    }
  }
}

/** Milliseconds between two checks of a node's numbers against the table: a silent loss shows well within 30 s. */
export const reconcileMs = heartbeatMs / 2

function tell(connection: Connection, missing: Missing, have: number | null): void {
  const { topic, seq, frames } = missing
  if (have === null || frames === null || have > seq) return connection.say({ t: 'stale', topic, seq })
  for (const frame of frames) connection.say({ t: 'frame', ...frame })
}
