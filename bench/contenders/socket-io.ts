/**
 * socket.io as its documentation shows a chat: rooms, `emit` to the room, an acknowledgement. WebSocket only, without
 * compression (its default). It stores nothing, asks for no rights, and whoever is away for a moment misses what was said.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { Server } from 'socket.io'
import type { Contender } from './contender.ts'
import { gatherStrangers, obeyAsPeer, startPeer } from './peer-process.ts'

const file = fileURLToPath(import.meta.url)

export const socketIo: Contender = {
  name: 'socket.io',
  async start() {
    const peer = await startPeer(file, {})
    return { name: 'socket.io', ...peer, gather: async (sizes) => gatherStrangers(sizes), stored: async () => null }
  },
}

/** Answers the port and how to close it. */
export async function serveSocketIo(): Promise<{ port: number; close(): Promise<void> }> {
  const http = createServer()
  const io = new Server(http, { transports: ['websocket'], serveClient: false })
  io.on('connection', (socket) => {
    const { room } = socket.handshake.query
    void socket.join(String(room))
    socket.on('say', (message: { room: string }, acknowledge: (answer: object) => void) => {
      io.to(message.room).emit('said', message)
      acknowledge({})
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return { port: (http.address() as AddressInfo).port, close: () => io.close() }
}

if (process.argv[1] === file) obeyAsPeer(async () => (await serveSocketIo()).port)
