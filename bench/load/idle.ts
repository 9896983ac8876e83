/** Many open pages that say nothing: opened, held while somebody looks at the server's memory, let go. */
import type { Room } from './dialect.ts'
import { type DialectName, dialects } from './dialects.ts'
import { openRawSocket, type RawSocket } from './raw-socket.ts'

export interface IdleOrder {
  readonly dialect: DialectName
  readonly port: number
  readonly rooms: readonly Room[]
}

/** Openings under way at once. */
const atOnce = 50

/** Resolves when every member of every room has been let in. */
export async function openIdle({ dialect: name, port, rooms }: IdleOrder): Promise<{ close(): void }> {
  const dialect = dialects[name]
  const open: RawSocket[] = []
  const waiting = rooms.flatMap((room) => room.members.map((seat) => ({ room, seat })))
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { room, seat } = next
      const door = await dialect.enter(port, seat, room)
      await new Promise<void>((resolve, reject) => {
        let socket: RawSocket
        const ears = {
          opened(opened: RawSocket) {
            open.push((socket = opened))
            if (dialect.hello) socket.say(dialect.hello(seat))
            if (dialect.isReadyAtOnce) resolve()
          },
          text(payload: Buffer) {
            const kind = dialect.kind(payload)
            if (kind === 'asked') socket.say(dialect.replyTo(payload))
            else if (kind === 'ready') resolve()
          },
          lost: (why: string) => reject(new Error(`A page was lost: ${why}`)),
        }
        openRawSocket({ port, ...door }, ears).catch(reject)
      })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return { close: () => open.forEach((socket) => socket.end()) }
}
