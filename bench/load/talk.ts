/** The closed loop: so many messages on their way, the next one is said when one is through. */
import { randomBytes } from 'node:crypto'
import { cpuOf, cpuOfMachine } from './cpu.ts'
import type { Room, Seat } from './dialect.ts'
import { type DialectName, dialects } from './dialects.ts'
import { openRawSocket, type RawSocket } from './raw-socket.ts'
import { type Ear, type RoomCounted, RoomRecord } from './room-record.ts'

export interface TalkOrder {
  readonly dialect: DialectName
  readonly port: number
  readonly rooms: readonly Room[]
  /** Messages on their way, over all rooms. */
  readonly inFlight: number
  /** When a message is through: acknowledged to its author, or heard by every socket of its room. */
  readonly until: 'acknowledged' | 'heard'
  readonly warmMs: number
  readonly measureMs: number
  /** Whose processor time is counted: name → process number, its descendants belong to it. */
  readonly watched: Readonly<Record<string, number>>
}

export interface TalkReport {
  /** Within the measured time. */
  readonly seconds: number
  readonly acknowledged: number
  readonly delivered: number
  /** Milliseconds from saying to acknowledgement: median and 99th of a hundred. */
  readonly p50: number
  readonly p99: number
  /** Microseconds of processor time, by name; `load` is this generator, `machine` everything that ran. */
  readonly cpu: Readonly<Record<string, number | null>>
  /** Of the whole run, for the comparison with what is stored. */
  readonly rooms: readonly RoomCounted[]
  readonly complaints: readonly string[]
}

interface Participant {
  readonly seat: Seat
  readonly record: RoomRecord
  readonly ear: Ear
  socket: RawSocket | null
  isReady: boolean
}

interface Reading {
  readonly at: number
  readonly acknowledged: number
  readonly delivered: number
  readonly cpu: Record<string, number | null>
}

/** Milliseconds for everybody to come, and for the last words to arrive. */
const patience = { coming: 60_000, draining: 15_000 }
/** Greetings under way at once: each costs the server a transaction. */
const atOnce = 50

export class Talk {
  private readonly order: TalkOrder
  private readonly records: RoomRecord[]
  private readonly participants: Participant[][]
  private readonly complaints: string[] = []
  private readonly saidAt: number[] = []
  private readonly waits: number[] = []
  private readonly sign = randomBytes(4).toString('hex')
  private said = 0
  private acknowledged = 0
  private delivered = 0
  /** Messages that are still to be heard by somebody, times sockets. */
  private owed = 0
  private isTalking = false
  private isMeasuring = false

  constructor(order: TalkOrder) {
    this.order = order
    const dialect = dialects[order.dialect]
    this.records = order.rooms.map((room) => new RoomRecord(room.id, dialect))
    this.participants = order.rooms.map((room, at) => {
      const record = this.records[at]!
      return room.members.map((seat) => ({ seat, record, ear: record.join(), socket: null, isReady: false }))
    })
  }

  async run(): Promise<TalkReport> {
    await this.gather()
    this.isTalking = true
    this.fill()
    await this.pass(this.order.warmMs)
    this.isMeasuring = true
    const from = this.read()
    await this.pass(this.order.measureMs)
    const to = this.read()
    this.isMeasuring = false
    this.isTalking = false
    await this.settle(() => this.isThrough(), patience.draining, 'The last messages did not arrive.')
    const rooms = this.records.map((record) => record.close())
    for (const one of this.participants.flat()) one.socket?.end()
    const complaints = [...this.complaints, ...this.records.flatMap((record) => record.complaints)].slice(0, 50)
    return { ...difference(from, to), ...this.quantiles(), rooms, complaints }
  }

  private async gather(): Promise<void> {
    const waiting = this.participants.flatMap((members, at) =>
      members.map((one) => ({ one, room: this.order.rooms[at]! })),
    )
    const work = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) await this.seat(next.one, next.room)
    }
    await Promise.all(Array.from({ length: atOnce }, work))
    await this.settle(() => this.participants.flat().every((one) => one.isReady), patience.coming, 'Not all came in.')
    if (this.complaints.length > 0) throw new Error(this.complaints.join('\n'))
  }

  private async seat(one: Participant, room: Room): Promise<void> {
    const dialect = dialects[this.order.dialect]
    const door = await dialect.enter(this.order.port, one.seat, room)
    await openRawSocket(
      { port: this.order.port, ...door },
      {
        opened: (socket) => {
          one.socket = socket
          one.isReady = dialect.isReadyAtOnce
          if (dialect.hello) socket.say(dialect.hello(one.seat))
        },
        text: (payload) => this.hear(one, payload),
        lost: (why) => this.complain(`A socket was lost: ${why}`),
      },
    )
  }

  private hear(one: Participant, payload: Buffer): void {
    const dialect = dialects[this.order.dialect]
    switch (dialect.kind(payload)) {
      case 'delivered': {
        const count = one.record.hear(one.ear, payload)
        this.delivered += count
        this.owed -= count
        if (this.order.until === 'heard') this.fill()
        return
      }
      case 'acknowledged':
        this.acknowledged += 1
        if (this.isMeasuring) this.waits.push(performance.now() - this.saidAt[dialect.numberOf(payload)]!)
        if (this.order.until === 'acknowledged') this.fill()
        return
      case 'ready':
        one.isReady = true
        return
      case 'asked':
        one.socket?.say(dialect.replyTo(payload))
        return
      case 'refused':
        this.complain(`Refused: ${payload.toString().slice(0, 200)}`)
        return
      default:
    }
  }

  private fill(): void {
    const { until, inFlight } = this.order
    while (
      this.isTalking &&
      (until === 'heard' ? this.owed < this.mostOwed() : this.said - this.acknowledged < inFlight)
    )
      this.say()
  }

  private mostOwed(): number {
    return this.order.inFlight * this.participants[0]!.length
  }

  /** Rooms speak in turn, and in each room its members. */
  private say(): void {
    const n = this.said++
    const members = this.participants[n % this.participants.length]!
    const author = members[Math.floor(n / this.participants.length) % members.length]!
    const { record } = author
    const id = `${this.sign}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
    const text = textOf(n)
    record.said.set(id, text)
    this.owed += members.length
    this.saidAt.push(performance.now())
    const saying = { n, id, roomId: record.roomId, authorId: author.seat.personId, text }
    author.socket?.say(dialects[this.order.dialect].say(saying))
  }

  private isThrough(): boolean {
    return this.acknowledged >= this.said && this.records.every((record) => record.isComplete)
  }

  private read(): Reading {
    const { watched } = this.order
    const cpu = Object.fromEntries(Object.entries(watched).map(([name, pid]) => [name, cpuOf(pid)]))
    const own = process.cpuUsage()
    const { acknowledged, delivered } = this
    const all = { ...cpu, load: own.user + own.system, machine: cpuOfMachine() }
    return { at: performance.now(), acknowledged, delivered, cpu: all }
  }

  private quantiles(): { p50: number; p99: number } {
    const sorted = Float64Array.from(this.waits).sort()
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
    return { p50: at(0.5), p99: at(0.99) }
  }

  private pass(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms))
  }

  /** Looks until it holds; whatever does not come within `ms` is a complaint. */
  private async settle(holds: () => boolean, ms: number, otherwise: string): Promise<void> {
    const end = performance.now() + ms
    while (!holds()) {
      if (performance.now() > end) return this.complain(otherwise)
      await this.pass(5)
    }
  }

  private complain(sentence: string): void {
    if (this.complaints.length < 20) this.complaints.push(sentence)
  }
}

function difference(from: Reading, to: Reading): Pick<TalkReport, 'seconds' | 'acknowledged' | 'delivered' | 'cpu'> {
  const cpu = Object.entries(to.cpu).map(([name, value]) => {
    const before = from.cpu[name]
    return [name, value === null || before == null ? null : value - before] as const
  })
  return {
    seconds: (to.at - from.at) / 1000,
    acknowledged: to.acknowledged - from.acknowledged,
    delivered: to.delivered - from.delivered,
    cpu: Object.fromEntries(cpu),
  }
}

/** As long as people write at school. */
function textOf(n: number): string {
  return `Завтра первым уроком контрольная, возьмите циркуль и линейку. № ${n}`
}
