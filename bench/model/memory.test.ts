/** Histories of commands and mishaps, on the web client's own logic and the server's own hub, in memory. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import fc from 'fast-check'
import { HandClock } from '#web/kernel/testing/hand-clock.ts'
import { type MemoryFault, MemoryServer, type Publishing } from './memory-server.ts'
import { Device, Page, type PageParts } from './page.ts'

const people = [randomUUID(), randomUUID()]

type Step =
  | { readonly does: 'send'; readonly tab: number; readonly chat: number }
  | { readonly does: 'edit' | 'remove'; readonly tab: number; readonly nth: number }
  | { readonly does: 'read'; readonly tab: number; readonly chat: number; readonly number: number }
  | { readonly does: 'cut' | 'lose-answer' | 'stick-up' | 'stick-down' | 'close-and-open'; readonly tab: number }
  | { readonly does: 'publish'; readonly how: Publishing }
  | { readonly does: 'reconcile' }
  | { readonly does: 'pass'; readonly ms: number }

const tab = fc.integer({ min: 0, max: 3 })
const chat = fc.integer({ min: 0, max: 1 })
const nth = fc.integer({ min: 0, max: 9 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('send' as const), tab, chat }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('edit' as const, 'remove' as const), tab, nth }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('read' as const), tab, chat, number: nth }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constantFrom(
        'cut' as const,
        'lose-answer' as const,
        'stick-up' as const,
        'stick-down' as const,
        'close-and-open' as const,
      ),
      tab,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('publish' as const),
      how: fc.constantFrom<Publishing>('at-once', 'twice', 'late', 'never'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('reconcile' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('pass' as const),
      ms: fc.constantFrom(0, 1, 120, 600, 3000, 16_000, 40_000),
    }),
  },
)

/** Two people; the first has two tabs on one device and a second device, the other one tab. */
class World {
  readonly clock = new HandClock()
  readonly server: MemoryServer
  readonly devices = [new Device(), new Device(), new Device()]
  readonly pages: Page[]
  readonly composed: { readonly id: string; readonly chatId: string; readonly device: number }[] = []
  private readonly tick: (ms: number) => void

  constructor(tick: (ms: number) => void, fault: MemoryFault | null = null) {
    this.server = new MemoryServer([randomUUID(), randomUUID()], fault)
    this.tick = tick
    this.pages = [0, 0, 1, 2].map((device) => this.openPage(device))
  }

  private openPage(device: number): Page {
    const parts: PageParts = {
      person: people[device === 2 ? 1 : 0]!,
      device: this.devices[device]!,
      clock: this.clock,
      open: this.server.open,
      read: async (live, topic) => {
        const answer = await live.call('read', { topic })
        return { marks: answer.marks, values: answer.value as never }
      },
    }
    return new Page(parts)
  }

  reopen(at: number): void {
    const page = this.pages[at]!
    page.close()
    const device = this.devices.findIndex((one) => one.pages.includes(page))
    const { pages } = this.devices[device]!
    pages.splice(pages.indexOf(page), 1)
    this.pages[at] = this.openPage(device)
  }

  deviceOf(at: number): number {
    return this.devices.findIndex((one) => one.pages.includes(this.pages[at]!))
  }

  /** Time passes in small steps, and what was said is carried over between them. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; ; left -= 200) {
      for (let busy = true; busy;) {
        await this.clock.pass(0)
        busy = [...this.server.links].map((link) => link.carry()).includes(true)
      }
      if (left <= 0) return
      this.tick(Math.min(left, 200))
      await this.clock.pass(Math.min(left, 200))
    }
  }

  async run(one: Step): Promise<void> {
    const { server } = this
    if (one.does === 'pass') return this.pass(one.ms)
    if (one.does === 'publish') return void (server.publishing = one.how)
    if (one.does === 'reconcile') return server.reconcile()
    if (one.does === 'send') return this.compose(one.tab, server.chats[one.chat]!)
    const page = this.pages[one.tab]!
    if (one.does === 'close-and-open') return this.reopen(one.tab)
    if (one.does === 'edit' || one.does === 'remove') {
      const { id } = this.composed[one.nth % Math.max(1, this.composed.length)] ?? { id: '' }
      page.live.call(one.does, { id, text: `edited ${one.nth}` }).catch(() => undefined)
    } else if (one.does === 'read') {
      page.live.call('read-up-to', { chatId: server.chats[one.chat]!, number: one.number }).catch(() => undefined)
    } else {
      const mine = [...server.links].filter((link) => link.person === page.person)
      for (const link of mine.slice(0, 1 + (one.tab % 2))) {
        if (one.does === 'cut') link.cut()
        else if (one.does === 'lose-answer') link.losesAnswer = true
        else link.isStuck[one.does === 'stick-up' ? 'up' : 'down'] = true
      }
    }
  }

  private async compose(at: number, chatId: string): Promise<void> {
    // nobody types in two tabs within the same millisecond
    await this.clock.pass(1)
    const id = randomUUID()
    this.composed.push({ id, chatId, device: this.deviceOf(at) })
    await this.pages[at]!.outbox.add({
      id,
      lane: `chat:${chatId}`,
      call: 'send',
      input: { id, chatId, text: `text ${id}` },
    })
  }

  /** The network is whole again, and time enough passes for every timer. */
  async heal(): Promise<void> {
    this.server.publishing = 'at-once'
    for (const link of this.server.links) {
      if (link.isStuck.up || link.isStuck.down) link.cut()
      link.losesAnswer = false
    }
    for (let round = 0; round < 4; round++) {
      await this.pass(21_000)
      this.server.reconcile()
    }
  }

  check(): void {
    const { server, composed } = this
    for (const { id } of composed) assert.ok(server.messages.has(id), `${id} did not arrive`)
    assert.equal(server.messages.size, composed.length, 'nothing was doubled')
    for (const [device] of this.devices.entries()) {
      for (const chatId of server.chats) {
        const order = composed
          .filter((one) => one.device === device && one.chatId === chatId)
          .map((one) => server.messages.get(one.id)!.number)
        assert.deepEqual(
          order,
          order.toSorted((a, b) => a - b),
          'a device’s messages of a chat keep their order',
        )
      }
    }
    for (const page of this.pages) {
      for (const chatId of server.chats)
        assert.ok(page.shows(`chat:${chatId}`, 'message', server.messagesOf(chatId)), 'a page shows what is stored')
      assert.ok(
        page.shows(`person:${page.person}`, 'seat', server.seatsOf(page.person)),
        'a page shows the places of its person',
      )
      for (const chatId of server.chats) assert.deepEqual(page.outbox.lane(`chat:${chatId}`), [], 'nothing waits')
    }
  }
}

/** Lives through a history and fails where a page shows anything else than what is stored. */
function histories(t: TestContext, fault: MemoryFault | null = null) {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  return fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (history) => {
    const world = new World((ms) => t.mock.timers.tick(ms), fault)
    await world.pass(0)
    for (const one of history) await world.run(one)
    await world.heal()
    world.check()
    for (const page of world.pages) page.close()
  })
}

test('after any history of commands and mishaps every page shows what is stored, each message once and in order', async (t) => {
  const details = await fc.check(histories(t), { numRuns: 400, interruptAfterTimeLimit: 12_000 })
  t.diagnostic(`${details.numRuns} histories`)
  assert.equal(details.counterexample, null, fc.defaultReportMessage(details))
  assert.ok(details.numRuns > 10)
})

for (const fault of ['no-idempotency-key', 'no-catch-up', 'no-comparing'] as const) {
  test(`the model notices a server with ${fault.replaceAll('-', ' ')}`, async (t) => {
    const details = await fc.check(histories(t, fault), { numRuns: 400, endOnFailure: true })
    assert.ok(details.counterexample !== null, `${details.numRuns} histories went well`)
    t.diagnostic(`after ${details.numRuns} histories`)
  })
}
