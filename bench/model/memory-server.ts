/**
 * The server in memory, with the real hub: chats that everybody is in, commands that number and publish as dispatch does.
 * How a commit is published may go wrong in all the ways that a network of nodes knows.
 */
import { randomUUID } from 'node:crypto'
import type { Frame, FromClient, FromServer, Op } from '#contract/kernel/live.ts'
import { Hub, type Hearer } from '#server/kernel/live/hub.ts'
import type { OpenWire, WireEvents } from '#web/kernel/live/wire.ts'
import type { Snapshot } from './page.ts'

export interface StoredMessage {
  readonly id: string
  readonly chatId: string
  readonly number: number
  readonly authorId: string
  readonly text: string
  readonly deleted: boolean
}

export interface StoredSeat {
  readonly id: string
  readonly read: number
}

/** How the frames of the next commits leave: at once, twice, after the following commit, or not at all until asked. */
export type Publishing = 'at-once' | 'twice' | 'late' | 'never'

/** A mistake that somebody could make one day: a retry is another message, who comes back gets nothing, lost news stay lost. */
export type MemoryFault = 'no-idempotency-key' | 'no-catch-up' | 'no-comparing'

export class MemoryServer {
  publishing: Publishing = 'at-once'
  readonly chats: readonly string[]
  readonly messages = new Map<string, StoredMessage>()
  readonly links = new Set<Link>()
  private readonly seats = new Map<string, Map<string, StoredSeat>>()
  private readonly table = new Map<string, Frame[]>()
  private readonly held: Frame[] = []
  private readonly hub = new Hub(
    async (_school, topic, after) =>
      after < 0 ? this.framesOf(topic).slice(-1) : this.framesOf(topic).filter((frame) => frame.seq > after),
    () => undefined,
  )

  private readonly fault: MemoryFault | null

  constructor(chats: readonly string[], fault: MemoryFault | null = null) {
    this.chats = chats
    this.fault = fault
  }

  private framesOf(topic: string): Frame[] {
    const frames = this.table.get(topic) ?? []
    this.table.set(topic, frames)
    return frames
  }

  messagesOf(chatId: string): StoredMessage[] {
    return [...this.messages.values()].filter((message) => message.chatId === chatId)
  }

  seatsOf(person: string): StoredSeat[] {
    return [...(this.seats.get(person)?.values() ?? [])]
  }

  /** A network between a page and this server. */
  readonly open: OpenWire = (events) => {
    const link = new Link(this, events)
    this.links.add(link)
    queueMicrotask(() => link.isOpen && events.opened())
    return { send: (message) => link.say(message), close: () => link.cut() }
  }

  /** The node's own check of its numbers against the table. */
  reconcile(): void {
    if (this.fault === 'no-comparing') return
    for (const frame of this.held.splice(0)) this.hub.publish([frame])
    for (const [topic, frames] of this.table) {
      const last = this.hub.lastOf(topic)
      if (last !== null && frames.length > last) this.hub.hint(topic, frames.length)
    }
  }

  /** Returns what is answered. */
  obey(link: Link, message: FromClient): void {
    if (message.t === 'hello') this.hello(link, message)
    else if (message.t === 'beat') {
      this.resume(link, message.have, (topic) => (message.have[topic] ?? -1) < (this.hub.lastOf(topic) ?? 0))
      link.hear({ t: 'beat', now: 0 })
    } else if (message.t === 'call') {
      link.hear({
        t: 'answer',
        n: message.n,
        ...this.call(link, message.name, message.input as Record<string, string>),
      })
    }
  }

  private hello(link: Link, hello: Extract<FromClient, { t: 'hello' }>): void {
    link.person = hello.person ?? ''
    const topics = [`person:${link.person}`, ...this.chats.map((chat) => `chat:${chat}`)]
    for (const topic of topics) this.hub.join(link.hearer, topic)
    link.hear({ t: 'welcome', epoch: 'one', topics, now: 0 })
    this.resume(link, hello.epoch === 'one' ? hello.have : {}, () => true)
  }

  private resume(link: Link, have: Readonly<Record<string, number>>, isAsked: (topic: string) => boolean): void {
    for (const topic of [...link.hearer.topics].filter(isAsked)) {
      const frames = this.framesOf(topic)
      this.hub.settle(topic, frames.length)
      const known = have[topic]
      if (known === undefined || frames.length - known > 6) link.hear({ t: 'stale', topic, seq: frames.length })
      else if (this.fault !== 'no-catch-up')
        for (const frame of frames.slice(known)) link.hear({ t: 'frame', ...frame })
    }
  }

  private call(link: Link, name: string, input: Record<string, string>): { value: unknown; marks?: Snapshot['marks'] } {
    if (name === 'read') return this.snapshot(input['topic'] ?? '')
    const { chatId = '', text = '' } = input
    let { id = '' } = input
    let known = this.messages.get(id)
    if (name === 'send' && known && this.fault === 'no-idempotency-key') {
      known = undefined
      id = randomUUID()
    }
    if (name === 'send' && !known) {
      this.put({ id, chatId, number: this.messagesOf(chatId).length + 1, authorId: link.person, text, deleted: false })
    } else if (known && name === 'edit' && !known.deleted) this.put({ ...known, text })
    else if (known && name === 'remove') this.put({ ...known, text: '', deleted: true })
    else if (name === 'read-up-to') this.readUpTo(link.person, chatId, Number(input['number']))
    return { value: {} }
  }

  private put(message: StoredMessage): void {
    this.messages.set(message.id, message)
    this.commit(`chat:${message.chatId}`, ['put', 'message', message])
  }

  private readUpTo(person: string, chatId: string, number: number): void {
    const seats = this.seats.get(person) ?? new Map<string, StoredSeat>()
    this.seats.set(person, seats)
    if ((seats.get(chatId)?.read ?? 0) >= number) return
    seats.set(chatId, { id: chatId, read: number })
    this.commit(`person:${person}`, ['put', 'seat', { id: chatId, read: number } as { id: string }])
  }

  private commit(topic: string, op: Op): void {
    const frames = this.framesOf(topic)
    const frame = { topic, seq: frames.length + 1, ops: [op] }
    frames.push(frame)
    if (this.publishing === 'never') return
    if (this.publishing === 'late') {
      this.held.push(frame)
      return
    }
    this.hub.publish([frame])
    for (const late of this.held.splice(0)) this.hub.publish([late])
    if (this.publishing === 'twice') this.hub.publish([frame])
  }

  private snapshot(topic: string): { value: Snapshot['values']; marks: Snapshot['marks'] } {
    const [kind, id = ''] = topic.split(':')
    const values: Snapshot['values'] =
      kind === 'chat'
        ? this.messagesOf(id).map((one) => [topic, 'message', one] as const)
        : this.seatsOf(id).map((one) => [topic, 'seat', one] as const)
    return { value: values, marks: { [topic]: this.framesOf(topic).length } }
  }

  leave(link: Link): void {
    this.links.delete(link)
    this.hub.gone(link.hearer)
  }
}

/** One connection. What is said waits until it is carried over; a cut loses what has not arrived. */
export class Link {
  person = ''
  isOpen = true
  /** Nothing gets through in this direction, and nobody notices. */
  readonly isStuck = { up: false, down: false }
  /** The next answer is lost with the connection, after the server did what was asked. */
  losesAnswer = false
  readonly hearer: Hearer
  private readonly server: MemoryServer
  private readonly events: WireEvents
  private up: FromClient[] = []
  private down: FromServer[] = []

  constructor(server: MemoryServer, events: WireEvents) {
    this.server = server
    this.events = events
    this.hearer = { personId: null, schoolId: 'school', topics: new Set(), send: (bytes) => this.hear(textOf(bytes)) }
  }

  say(message: FromClient): void {
    if (this.isOpen) this.up.push(structuredClone(message))
  }

  hear(message: FromServer): void {
    if (this.losesAnswer && message.t === 'answer') return this.cut()
    if (this.isOpen) this.down.push(structuredClone(message))
  }

  /** True where something was carried over. */
  carry(): boolean {
    const [up, down] = [this.isStuck.up ? [] : this.up, this.isStuck.down ? [] : this.down]
    if (!this.isStuck.up) this.up = []
    if (!this.isStuck.down) this.down = []
    for (const message of up) this.server.obey(this, message)
    for (const message of down) if (this.isOpen) this.events.received(message)
    return up.length + down.length > 0
  }

  cut(): void {
    if (!this.isOpen) return
    this.isOpen = false
    this.server.leave(this)
    queueMicrotask(() => this.events.closed(1006))
  }
}

function textOf(bytes: Buffer): FromServer {
  const short = bytes[1] ?? 0
  return JSON.parse(bytes.subarray(short < 126 ? 2 : short === 126 ? 4 : 10).toString()) as FromServer
}
