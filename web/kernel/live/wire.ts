/** A socket as the live connection needs it; the browser's one is made by `openWebSocket`. */
import type { FromClient, FromServer } from '#contract/kernel/live.ts'

export interface Wire {
  send(message: FromClient): void
  close(): void
}

export interface WireEvents {
  opened(): void
  received(message: FromServer): void
  /** `code`: the socket's close code. */
  closed(code: number): void
}

export type OpenWire = (events: WireEvents) => Wire

/** `ticket` answers with the one-time word that the server asks of every new socket. */
export function openWebSocket(address: string, ticket: () => Promise<string>): OpenWire {
  return (events) => {
    let socket: WebSocket | undefined
    let isClosed = false
    const connect = (word: string): void => {
      if (isClosed) return
      socket = new WebSocket(`${address}?ticket=${encodeURIComponent(word)}`)
      socket.onopen = () => events.opened()
      socket.onmessage = (event) => {
        if (typeof event.data === 'string') events.received(JSON.parse(event.data) as FromServer)
      }
      socket.onclose = (event) => events.closed(event.code)
    }
    ticket().then(connect, () => {
      if (!isClosed) events.closed(1006)
    })
    return {
      send: (message) => {
        if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
      },
      close: () => {
        isClosed = true
        if (socket === undefined) events.closed(1000)
        else socket.close()
      },
    }
  }
}
