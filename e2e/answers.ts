/** What the server answered to a page, by socket or by POST, with the moment at which the page got it. */
import type { Page, WebSocket } from '@playwright/test'

const heard = new WeakMap<Page, Set<(call: string) => void>>()
const limitMs = 10_000

/** To be called before the page goes anywhere: a socket that is open already is not heard. */
export function hearAnswers(page: Page): void {
  const listeners = new Set<(call: string) => void>()
  heard.set(page, listeners)
  const tell = (call: string): void => {
    for (const listener of listeners) listener(call)
  }
  page.on('websocket', (socket) => hearSocket(socket, tell))
  page.on('response', (response) => {
    const call = /\/api\/([\w.]+)$/.exec(response.url())?.[1]
    if (call !== undefined && response.ok()) tell(call)
  })
}

/** Resolves when the server has done that call. Begin it before the act. */
export function answerTo(page: Page, call: string): Promise<void> {
  const listeners = heard.get(page)
  if (listeners === undefined) throw new Error('This page’s answers are not heard: see hearAnswers.')
  return new Promise((resolve, reject) => {
    const listen = (answered: string): void => {
      if (answered !== call) return
      listeners.delete(listen)
      resolve()
    }
    listeners.add(listen)
    AbortSignal.timeout(limitMs).addEventListener('abort', () => {
      listeners.delete(listen)
      reject(new Error(`No answer to ${call} within ${limitMs} ms.`))
    })
  })
}

function hearSocket(socket: WebSocket, tell: (call: string) => void): void {
  const asked = new Map<number, string>()
  socket.on('framesent', ({ payload }) => {
    const said = JSON.parse(String(payload)) as { t: string; n?: number; name?: string }
    if (said.t === 'call') asked.set(said.n!, said.name!)
  })
  socket.on('framereceived', ({ payload }) => {
    const said = JSON.parse(String(payload)) as { t: string; n?: number }
    const call = said.t === 'answer' ? asked.get(said.n!) : undefined
    if (call !== undefined) tell(call)
  })
}
