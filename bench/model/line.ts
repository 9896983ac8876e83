/** A page's way to the real server, and what may happen on it. */
import { WebSocket } from 'ws'
import type { FromServer } from '#contract/kernel/live.ts'
import { cookieOf, type Running } from '#server/testing/running.ts'
import type { Browser } from '#server/testing/world.ts'
import type { OpenWire, WireEvents } from '#web/kernel/live/wire.ts'

/** What happens to the next frame: it comes twice, after what follows it, or not at all. */
export type Trouble = 'twice' | 'late' | 'lost'

export class Line {
  /** No socket opens. */
  isOff = false
  trouble: Trouble | null = null
  /** The next answer is lost with the connection, after the server did what was asked. */
  losesAnswer = false
  private readonly running: Running
  private readonly browser: Browser
  private socket: WebSocket | undefined
  private held: Extract<FromServer, { t: 'frame' }> | undefined

  constructor(running: Running, browser: Browser) {
    this.running = running
    this.browser = browser
  }

  readonly open: OpenWire = (events) => {
    let isClosed = false
    let socket: WebSocket | undefined
    const connect = (ticket: string): void => {
      if (isClosed) return
      this.held = undefined
      const { url, port } = this.running
      socket = this.socket = new WebSocket(`ws://localhost:${port}/live?ticket=${ticket}`, {
        headers: { origin: url, cookie: cookieOf(this.browser) },
        perMessageDeflate: false,
        handshakeTimeout: 10_000,
      })
      socket.on('open', () => events.opened())
      socket.on('message', (data) => this.hear(JSON.parse(String(data)) as FromServer, events))
      // its closing says the rest
      socket.on('error', () => undefined)
      socket.on('close', (code) => events.closed(code))
    }
    const refused = () => !isClosed && events.closed(1006)
    if (this.isOff) queueMicrotask(refused)
    else this.running.ticket(this.browser).then(connect, refused)
    return {
      send: (message) => {
        if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
      },
      close: () => {
        isClosed = true
        if (socket === undefined) queueMicrotask(() => events.closed(1000))
        else socket.terminate()
      },
    }
  }

  cut(): void {
    this.socket?.terminate()
  }

  heal(): void {
    this.isOff = false
    this.trouble = null
    this.losesAnswer = false
  }

  private hear(message: FromServer, events: WireEvents): void {
    if (message.t === 'answer' && this.losesAnswer) {
      this.losesAnswer = false
      return this.cut()
    }
    const { trouble, held } = this
    if (message.t === 'frame' && trouble !== null) {
      this.trouble = null
      if (trouble === 'late') this.held = message
      if (trouble !== 'twice') return
      events.received(message)
    }
    events.received(message)
    this.held = undefined
    if (held) events.received(held)
  }
}
