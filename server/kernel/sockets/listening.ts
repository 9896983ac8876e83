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

interface Admitted {
  readonly topics: readonly string[]
  /** Where the person's own topic stood when the list was read; null without a person. */
  readonly own: { readonly topic: string; readonly seq: number } | null
}

/** Greetings that are overtaken by changes of the person's own topic. */
const mostTries = 5

export class Listening {
  private readonly parts: ListeningParts

  constructor(parts: ListeningParts) {
    this.parts = parts
  }

  /**
   * Subscribes first and reads the numbers after, so that nothing falls between; the client puts in order what it gets
   * twice or early. Whoever loses or gains a chat in that very moment shows by the number of his own topic: then the
   * list is read again.
   */
  async hello(connection: Connection, hello: Hello): Promise<void> {
    for (let tries = 1; tries <= mostTries; tries++) {
      const admitted = await this.admit(connection, hello.person)
      if (!connection.isOpen) return
      if (!admitted) return connection.close('signedOut')
      this.parts.hub.gone(connection)
      for (const topic of admitted.topics) this.parts.hub.join(connection, topic)
      if (await this.greet(connection, hello, admitted)) return
    }
    connection.close('restarting', 1)
  }

  /** False where the list of topics has changed since it was read. */
  private async greet(connection: Connection, hello: Hello, { topics, own }: Admitted): Promise<boolean> {
    const { epoch, clock } = this.parts
    const isSameStore = hello.epoch === epoch
    const have = new Map(topics.map((topic) => [topic, isSameStore ? (hello.have[topic] ?? null) : null]))
    const missed = await this.missed(connection, have)
    if (missed.some((one) => one.topic === own?.topic && one.seq !== own.seq)) return false
    connection.say({ t: 'welcome', epoch, topics, now: clock() })
    for (const topic of Object.keys(hello.have)) if (!have.has(topic)) connection.say({ t: 'lost', topic })
    this.tellAll(connection, missed, have)
    return true
  }

  private async admit(connection: Connection, personId: string | null): Promise<Admitted | null> {
    return this.parts.db.transaction('read', async (tx) => {
      const { actor } = await identify(tx, connection.sessionHash, personId)
      if (!actor.sessionId || (personId && !actor.person)) return null
      connection.personId = actor.person?.id ?? null
      connection.schoolId = actor.person?.schoolId ?? null
      if (!actor.person || (isFactorObligatory(actor) && !actor.factorPassed)) return { topics: [], own: null }
      const topic = `person:${actor.person.id}`
      const topics = [topic]
      for (const feature of this.parts.features) {
        topics.push(...((await feature.autoTopics?.(tx, actor.person.id)) ?? []))
      }
      const head = await tx.maybe<{ seq: number }>`select seq from kernel.topic where id = ${topic}`
      return { topics, own: { topic, seq: head?.seq ?? 0 } }
    })
  }

  /** The right is looked at before, so that nothing leaks, and after, so that one lost meanwhile does not stay. */
  async watch(connection: Connection, topic: string, from: number): Promise<void> {
    if (!(await this.mayWatch(connection, topic))) return connection.say({ t: 'lost', topic })
    if (!connection.isOpen) return
    this.parts.hub.join(connection, topic)
    if (await this.mayWatch(connection, topic))
      return this.resume(connection, new Map([[topic, from < 0 ? null : from]]))
    this.parts.hub.leave(connection, topic)
    connection.say({ t: 'lost', topic })
  }

  private async mayWatch(connection: Connection, topic: string): Promise<boolean> {
    const [kind = '', id = ''] = topic.split(':')
    const guard = this.parts.features.map((feature) => feature.topics?.[kind]).find((one) => one !== undefined)
    if (!guard) return false
    return this.parts.db.transaction('read', async (tx) => {
      const { actor } = await identify(tx, connection.sessionHash, connection.personId)
      const { person } = actor
      if (!person || (isFactorObligatory(actor) && !actor.factorPassed)) return false
      return guard({ tx, personId: person.id, may: (action, relation) => decide(action, person.columns, relation) }, id)
    })
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
    this.tellAll(connection, await this.missed(connection, have), have)
  }

  /**
   * What the client misses. It hears the topics already, so one reading is enough where the hub's number was known
   * before: what follows reaches it. Otherwise another's catch-up may have set the hub ahead of the snapshot that was
   * read here, and the frames between would be sent to nobody: a second reading has them.
   */
  private async missed(connection: Connection, have: ReadonlyMap<string, number | null>): Promise<Missing[]> {
    const { db, hub } = this.parts
    const { schoolId } = connection
    if (!schoolId) return []
    const begun = new Map([...have.keys()].map((topic) => [topic, hub.lastOf(topic)]))
    const found = new Map<string, Missing>()
    const ahead = new Map<string, number>()
    for (const missing of await catchUp(db, schoolId, have)) {
      hub.settle(missing.topic, missing.seq)
      found.set(missing.topic, missing)
      const last = begun.get(missing.topic) ?? hub.lastOf(missing.topic) ?? 0
      if (missing.seq < last) ahead.set(missing.topic, last)
    }
    for (const missing of await catchUp(db, schoolId, pick(have, ahead))) {
      found.set(missing.topic, missing)
      if (missing.seq < ahead.get(missing.topic)!) hub.stepBack(missing.topic, missing.seq)
    }
    return [...found.values()]
  }

  private tellAll(connection: Connection, missed: readonly Missing[], have: ReadonlyMap<string, number | null>): void {
    for (const missing of missed) {
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
    const { db, hub } = this.parts
    for (const [schoolId, topics] of hub.heard()) {
      const before = new Map(topics.map((topic) => [topic, hub.lastOf(topic)]))
      for (const [topic, seq] of await readHeads(db, schoolId, topics)) {
        const last = hub.lastOf(topic)
        if (last === null) await hub.begin(topic, [...hub.hearersOf(topic)])
        else if (seq > last) hub.hint(topic, seq)
        else if (seq < (before.get(topic) ?? 0)) hub.stepBack(topic, seq)
      }
    }
  }
}

function pick(have: ReadonlyMap<string, number | null>, of: ReadonlyMap<string, unknown>): Map<string, number | null> {
  return new Map([...have].filter(([topic]) => of.has(topic)))
}

/** Milliseconds between two checks of a node's numbers against the table: a silent loss shows well within 30 s. */
export const reconcileMs = heartbeatMs / 2

function tell(connection: Connection, missing: Missing, have: number | null): void {
  const { topic, seq, frames } = missing
  if (have === null || frames === null || have > seq) return connection.say({ t: 'stale', topic, seq })
  for (const frame of frames) connection.say({ t: 'frame', ...frame })
}
