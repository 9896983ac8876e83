/**
 * A school on the real server, its people on pages of the web client's own parts, and the steps that a history is made of.
 * What is asserted: each page shows what a fetch answers to its person, each message is stored once and in order.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import * as chats from '#contract/chats.ts'
import { foundSchool, type Somebody } from '#server/testing/school.ts'
import { type Running, startRunning } from '#server/testing/running.ts'
import { until } from '#server/testing/until.ts'
import type { Clock } from '#web/kernel/clock.ts'
import type { LiveClient } from '#web/kernel/live/live-client.ts'
import { differences } from './differences.ts'
import { Line, type Trouble } from './line.ts'
import { Device, Page, type Snapshot } from './page.ts'

export type Step =
  | { readonly does: 'send'; readonly tab: number; readonly chat: number }
  | { readonly does: 'edit' | 'remove' | 'hide'; readonly tab: number; readonly nth: number }
  | { readonly does: 'read'; readonly tab: number; readonly chat: number; readonly back: number }
  | { readonly does: 'come' | 'go' | 'guide' | 'follow'; readonly chat: number }
  | { readonly does: 'close' | 'reopen'; readonly chat: number }
  | { readonly does: 'cut' | 'lose-answer' | 'off' | 'on' | 'new-page'; readonly tab: number }
  | { readonly does: 'trouble'; readonly tab: number; readonly trouble: Trouble }
  | { readonly does: 'rest' }

interface Seat {
  readonly who: Somebody
  readonly device: Device
  readonly line: Line
  page: Page
}

interface Composed {
  readonly id: string
  readonly chatId: string
  readonly by: Page
  readonly seat: Seat
  /** What its text may be. */
  readonly texts: Set<string>
}

const changes = { edit: chats.edit, remove: chats.remove, hide: chats.hide }

function refusedOrLost(): void {
  // both are part of life; what came of it is compared in the end
}

/** Waits of pages are made for people: here they are ten times shorter. */
const quickClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms / 10)
    return () => clearTimeout(timer)
  },
}

export class SchoolLife {
  readonly running: Running
  private readonly guide: Somebody
  private readonly guest: Somebody
  private readonly chatIds: readonly string[]
  private readonly seats: readonly Seat[]
  private composed: Composed[] = []
  private readonly gone = new Set<string>()

  private constructor(
    running: Running,
    people: Record<'admin' | 'teacher' | 'guest' | 'pupil' | 'parent', Somebody>,
    chatIds: readonly string[],
  ) {
    this.running = running
    this.guide = people.teacher
    this.guest = people.guest
    this.chatIds = chatIds
    const desk = new Device()
    // the class teacher has two tabs on one device, everybody else one
    this.seats = [people.teacher, people.teacher, people.admin, people.guest, people.pupil, people.parent].map(
      (who) => {
        const device = who === people.teacher ? desk : new Device()
        const line = new Line(running, who.browser)
        return { who, device, line, page: this.openPage(who, device, line) }
      },
    )
  }

  static async begin(): Promise<SchoolLife> {
    const running = await startRunning()
    const school = await foundSchool(running.world)
    const classId = await school.makeClass('7Б')
    const [teacher, guest] = [await school.hire('teacher'), await school.hire('teacher')]
    await school.assign(classId, teacher)
    const pupil = await school.enrol(classId)
    const parent = await school.addParent(pupil)
    const known = (await running.do(teacher.browser, chats.list, {})).chats
    const idOf = (kind: chats.ChatKind) => known.find((chat) => chat.kind === kind)!.id
    const people = { admin: school.admin, teacher, guest, pupil, parent }
    return new SchoolLife(running, people, [idOf('class'), idOf('parents'), idOf('staffroom')])
  }

  private openPage(who: Somebody, device: Device, line: Line): Page {
    return new Page({ person: who.personId, device, clock: quickClock, open: line.open, read: readTopic })
  }

  /** One step; what it causes goes on meanwhile. */
  async run(step: Step): Promise<void> {
    if (step.does === 'rest') return this.rest()
    if ('tab' in step) return this.act(this.seats[step.tab]!, step)
    const chatId = this.chatIds[step.chat]!
    const { personId } = this.guest
    const { guide } = this
    if (step.does === 'come') this.ask(guide, chats.addMember, { chatId, personId })
    else if (step.does === 'go') this.ask(guide, chats.removeMember, { chatId, personId })
    else if (step.does === 'close' || step.does === 'reopen')
      this.ask(guide, chats.setWriteMode, { chatId, mode: step.does === 'close' ? 'nobody' : 'all', closedUntil: null })
    else this.ask(guide, chats.setModerator, { chatId, personId, moderator: step.does === 'guide' })
  }

  private async act(seat: Seat, step: Extract<Step, { tab: number }>): Promise<void> {
    const { line } = seat
    if (step.does === 'send') return this.compose(seat, this.chatIds[step.chat]!)
    if (step.does === 'read') return this.read(seat, this.chatIds[step.chat]!, step.back)
    if (step.does === 'cut') line.cut()
    else if (step.does === 'lose-answer') line.losesAnswer = true
    else if (step.does === 'trouble') line.trouble = step.trouble
    else if (step.does === 'on') line.isOff = false
    else if (step.does === 'off') {
      line.isOff = true
      line.cut()
    } else if (step.does === 'new-page') {
      seat.page.close()
      seat.device.pages.splice(seat.device.pages.indexOf(seat.page), 1)
      seat.page = this.openPage(seat.who, seat.device, line)
    } else if ('nth' in step) this.change(seat, step.does, step.nth)
  }

  private async compose(seat: Seat, chatId: string): Promise<void> {
    const id = randomUUID()
    const text = `Сообщение ${id}`
    this.composed.push({ id, chatId, by: seat.page, seat, texts: new Set([text]) })
    const input = { id, chatId, text, replyTo: null }
    await seat.page.outbox.add({ id, lane: `chat:${chatId}`, call: chats.send.name, input })
  }

  private read(seat: Seat, chatId: string, back: number): void {
    const shown = seat.page.cache.owned(`chat:${chatId}`, 'message') as readonly chats.Message[]
    const number = Math.max(0, ...shown.map((message) => message.number)) - back
    if (number > 0) seat.page.live.call(chats.markRead.name, { chatId, number }).catch(refusedOrLost)
  }

  private change(seat: Seat, does: 'edit' | 'remove' | 'hide', nth: number): void {
    const which = this.composed[nth % Math.max(1, this.composed.length)]
    if (!which) return
    const text = `Исправлено ${randomUUID()}`
    if (does === 'edit') which.texts.add(text)
    const input = { messageId: which.id, ...(does === 'edit' && { text }) }
    const said = seat.page.live.call(changes[does].name, input)
    said.then(() => does !== 'edit' && this.gone.add(which.id)).catch(refusedOrLost)
  }

  private ask(who: Somebody, call: { readonly name: string }, input: object): void {
    const seat = this.seats.find((one) => one.who === who)!
    seat.page.live.call(call.name, input).catch(refusedOrLost)
  }

  /** Until what is on its way in whole lines has arrived. */
  private async rest(): Promise<void> {
    const end = Date.now() + 200
    const isQuiet = async ({ device, who, line }: Seat) =>
      line.isOff || (await device.store.all(who.personId)).every((entry) => entry.state !== 'waiting')
    await until(async () => Date.now() > end || (await Promise.all(this.seats.map(isQuiet))).every(Boolean))
  }

  /** The network is whole again, and everything comes to its end. */
  private async heal(): Promise<void> {
    for (const { line } of this.seats) line.heal()
    await until(async () => {
      for (const { page } of this.seats) {
        page.live.hurry()
        page.outbox.hurry()
      }
      return (await this.unsettled()).length === 0
    }, 20_000)
  }

  /** What still waits, and topics that a page knows less of than is stored. */
  private async unsettled(): Promise<string[]> {
    const found: string[] = []
    for (const { page, device, who } of this.seats) {
      if (!page.live.isReady) found.push('a page without connection')
      for (const entry of await device.store.all(who.personId)) if (entry.state === 'waiting') found.push(entry.id)
    }
    const heads = await this.heads()
    for (const { page, who } of this.seats) {
      for (const topic of await this.topicsOf(who))
        if (page.live.known(topic) < (heads.get(topic) ?? 0)) found.push(`${who.personId} lacks ${topic}`)
    }
    return found
  }

  private async heads(): Promise<Map<string, number>> {
    const { rows } = await this.running.world.owner.query<{ id: string; seq: string }>(
      'select id, seq from kernel.topic',
    )
    return new Map(rows.map((row) => [row.id, Number(row.seq)]))
  }

  private async topicsOf(who: Somebody): Promise<string[]> {
    const { rows } = await this.running.world.owner.query<{ id: string }>(
      'select chat_id as id from chats.member where person_id = $1 and active',
      [who.personId],
    )
    return [`person:${who.personId}`, ...rows.map((row) => `chat:${row.id}`)]
  }

  async check(): Promise<void> {
    assert.deepEqual(await this.differ(), [])
    const stored = await this.stored()
    for (const { id, seat, texts } of this.composed) {
      const entry = (await seat.device.store.all(seat.who.personId)).find((one) => one.id === id)
      const message = stored.get(id)
      if (entry?.state === 'sent') assert.ok(message, `${id} was acknowledged and is not stored`)
      if (message?.deleted === null) assert.ok(texts.has(message.text), `nobody wrote «${message.text}»`)
      if (message && this.gone.has(id)) assert.ok(message.deleted, `${id} was deleted and stands`)
    }
    for (const page of new Set(this.composed.map((one) => one.by))) {
      for (const chatId of this.chatIds) {
        const mine = this.composed.filter((one) => one.by === page && one.chatId === chatId)
        const numbers = mine.flatMap((one) => stored.get(one.id)?.number ?? [])
        assert.deepEqual(
          numbers,
          numbers.toSorted((a, b) => a - b),
          'what a page says in a chat keeps its order',
        )
      }
    }
  }

  /** Looked at while nothing changes: a call whose connection was cut may still be at work. */
  private async differ(): Promise<string[]> {
    for (let tries = 0; tries < 20; tries++) {
      await this.heal()
      const before = await this.heads()
      const found: string[] = []
      for (const { page, who } of this.seats) found.push(...(await differences(this.running, who.browser, page)))
      if (isDeepStrictEqual(before, await this.heads())) return found
    }
    return ['the school does not come to rest']
  }

  private async stored(): Promise<Map<string, { text: string; number: number; deleted: string | null }>> {
    const { rows } = await this.running.world.owner.query<{
      id: string
      text: string
      number: string
      deleted: string | null
    }>('select id, text, number, deleted from chats.message where id = any($1)', [this.composed.map((one) => one.id)])
    return new Map(rows.map((row) => [row.id, { ...row, number: Number(row.number) }]))
  }

  /** Another history, on fresh pages. */
  async anew(): Promise<void> {
    this.composed = []
    this.gone.clear()
    for (const seat of this.seats) await this.act(seat, { does: 'new-page', tab: 0 })
    for (const chatId of this.chatIds)
      await this.running.call(this.guide.browser, chats.setWriteMode, { chatId, mode: 'all', closedUntil: null })
  }

  async end(): Promise<void> {
    for (const { page, line } of this.seats) {
      line.isOff = true
      page.close()
      line.cut()
    }
    await this.running.close()
  }
}

/** What the web client reads of a topic, through the connection. */
async function readTopic(live: LiveClient, topic: string): Promise<Snapshot> {
  const [kind, id = ''] = topic.split(':')
  if (kind === 'person') {
    const { value, marks } = await live.call(chats.list.name, {})
    const { seats } = value as { seats: chats.Seat[] }
    return { marks: { [topic]: marks[topic]! }, values: seats.map((seat) => [topic, 'seat', seat] as const) }
  }
  const { value, marks } = await live.call(chats.open.name, { chatId: id, around: null })
  const opened = value as { chat: chats.Chat; messages: chats.Message[]; members: chats.Member[] }
  return {
    marks: { [topic]: marks[topic]! },
    values: [
      [topic, 'chat', opened.chat],
      ...opened.messages.map((message) => [topic, 'message', message] as const),
      ...opened.members.map((member) => [topic, 'member', member] as const),
    ],
  }
}
