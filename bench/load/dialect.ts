/** How each contender is spoken to: the words around a message, nothing else. What is measured is the same for all. */

export interface Seat {
  readonly personId: string
  readonly cookie: string
}

export interface Room {
  readonly id: string
  readonly members: readonly Seat[]
}

export interface Saying {
  /** Number of the message within this run; the acknowledgement names it. */
  readonly n: number
  readonly id: string
  readonly roomId: string
  readonly authorId: string
  readonly text: string
}

export interface HeardMessage {
  readonly id: string
  readonly text: string
  /** Its place in the room, where the contender gives one. */
  readonly number: number | null
}

export type Kind = 'nothing' | 'ready' | 'acknowledged' | 'delivered' | 'refused' | 'asked'

export interface Dialect {
  /** Path and headers of the upgrade. */
  enter(port: number, seat: Seat, room: Room): Promise<{ path: string; headers: Record<string, string> }>
  /** Said as soon as the socket is open. */
  readonly hello: ((seat: Seat) => string) | null
  /** The socket hears its room from the upgrade on; otherwise from what `kind` calls ready. */
  readonly isReadyAtOnce: boolean
  say(saying: Saying): string
  /** Looks at as few bytes as it can: it runs for each delivery. */
  kind(payload: Buffer): Kind
  /** Of what is `acknowledged`: the number of the message. */
  numberOf(payload: Buffer): number
  /** Of what is `delivered`: how many messages it carries, cheaply. */
  countOf(payload: Buffer): number
  /** Of what is `delivered`: the messages for the room named, read once, after the run. */
  messagesOf(payload: Buffer, roomId: string): HeardMessage[]
  /** What is said where the server `asked` something. */
  replyTo(payload: Buffer): string
}

/** The decimal number that begins at `at`. */
export function digitsAt(bytes: Buffer, at: number): number {
  let value = 0
  for (let i = at; ; i++) {
    const digit = (bytes[i] ?? 0) - 48
    if (digit < 0 || digit > 9) return value
    value = value * 10 + digit
  }
}
